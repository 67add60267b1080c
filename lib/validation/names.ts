import { ValidationErrors } from './errors';
import { validateText } from './text';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** A name of RFC 1123: small letters, digits and hyphens, at most `longest` characters. */
export function validateDnsLabel(
  errors: ValidationErrors,
  prop: string,
  name: string | undefined,
  longest = 63,
  otherHint = '',
): void {
  if (typeof name === 'string' && DNS_LABEL.test(name) && name.length <= longest) return;
  errors.add(
    prop,
    name,
    `at most ${longest} small letters, digits and hyphens, with a letter or digit at both ends`,
    lengthHint(name, longest) + otherHint,
  );
}

/** A name of a Service: a DNS label that begins with a letter. */
export function validateServiceName(errors: ValidationErrors, prop: string, name: string | undefined): void {
  if (typeof name === 'string' && DNS_LABEL.test(name) && name.length <= 63 && /^[a-z]/.test(name)) return;
  errors.add(
    prop,
    name,
    'at most 63 small letters, digits and hyphens, beginning with a letter and not ending with a hyphen',
    lengthHint(name, 63),
  );
}

/**
 * Pods carry the name with a hyphen and a hash of up to ten characters as a label, which may have 63.
 * https://github.com/kubernetes/kubernetes/issues/64023
 */
export function validateStatefulSetName(errors: ValidationErrors, prop: string, name: string, otherHint = ''): void {
  const longest = 52;
  validateDnsLabel(errors, prop, name, longest, name?.length > longest ? otherHint : '');
}

export function isDnsSubdomain(name: unknown): boolean {
  return typeof name === 'string' && DNS_SUBDOMAIN.test(name) && name.length <= 253;
}

/** A key of a Secret or ConfigMap. */
export function isDataKey(key: unknown): boolean {
  return typeof key === 'string' && /^(?!\.\.?$|\.\.)[-._a-zA-Z0-9]{1,253}$/.test(key);
}

/** A name that may have dots, as most kinds allow: at most 253 characters. */
export function validateDnsSubdomain(errors: ValidationErrors, prop: string, name: string | undefined): void {
  if (isDnsSubdomain(name)) return;
  errors.add(
    prop,
    name,
    'at most 253 small letters, digits, hyphens and dots, with a letter or digit before and after every dot',
    lengthHint(name, 253),
  );
}

export function lengthHint(name: unknown, longest: number): string {
  if (typeof name !== 'string') return name === undefined ? 'write one' : 'put it in quotes';
  if (name.length > longest) return `shorten it by ${name.length - longest}`;
  const better = name.toLowerCase().replace(/[^-a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '');
  return better ? `for example '${better}'` : 'write one';
}

/** Keys and values of labels, or of a selector. */
export function validateLabels(
  errors: ValidationErrors,
  prop: string,
  labels: { [key: string]: string } | undefined,
): void {
  for (const key in labels) {
    validateKey(errors, prop, key);
    validateLabelValue(errors, `${prop}.${key}`, labels[key], 'put longer values into annotations');
  }
}

/** What a label has as its value. */
export function validateLabelValue(errors: ValidationErrors, prop: string, value: string, hint: string): void {
  validateText(errors, prop, value);
  if (typeof value === 'string' && (value === '' || LABEL_NAME.test(value))) return;
  errors.add(
    prop,
    value,
    'empty, or at most 63 letters, digits and -_. with a letter or digit at both ends',
    hint,
  );
}

/** Bytes of all annotations of one object. */
const ANNOTATIONS = 256 * 1024;

/** Keys of annotations; their values may be any string. */
export function validateAnnotations(
  errors: ValidationErrors,
  prop: string,
  annotations: { [key: string]: string } | undefined,
): void {
  let size = 0;
  for (const key in annotations) {
    size += Buffer.byteLength(key) + (typeof annotations[key] === 'string' ? Buffer.byteLength(annotations[key]) : 0);
    // the API server takes capitals in the prefix of an annotation, but not in that of a label
    validateKey(errors, prop, key, key.toLowerCase());
    validateText(errors, `${prop}.${key}`, annotations[key]);
    if (typeof annotations[key] !== 'string')
      errors.add(`${prop}.${key}`, annotations[key], 'a string', 'put it in quotes');
  }
  if (size > ANNOTATIONS)
    errors.add(
      prop,
      `${size} bytes`,
      `at most ${ANNOTATIONS} bytes of keys and values in all`,
      'put long values into a ConfigMap',
    );
}

/** A name that may have a domain and a slash before it. */
export function isQualifiedName(name: unknown): name is string {
  if (typeof name !== 'string') return false;
  const slash = name.indexOf('/');
  return (slash < 0 || isDnsSubdomain(name.slice(0, slash))) && LABEL_NAME.test(name.slice(slash + 1));
}

/** The key of a label or an annotation. */
export function validateKey(errors: ValidationErrors, prop: string, key: string, read = key): void {
  if (isQualifiedName(read)) return;
  errors.add(
    `${prop}`,
    key,
    'keys of at most 63 letters, digits and -_. after an optional DNS name and a slash',
    'for example example.com/team',
  );
}
