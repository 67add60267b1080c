import { Construct } from 'constructs';
import { checkText } from './checks-text';

/** Gathers every problem of one construct, so that a single error tells them all. */
export class Problems {
  private readonly lines: string[];

  /** A part is checked before it is made, so it has no path yet: it will be `id` in `scope`. */
  constructor(
    private readonly kind: string,
    private readonly scope: Construct,
    private readonly id?: string,
    private readonly outer?: Problems,
    private readonly list = '',
    private readonly index = 0,
  ) {
    this.lines = outer ? outer.lines : [];
  }

  /** The same problems, for the props of one item of a list. */
  at(list: string, index: number): Problems {
    return new Problems(this.kind, this.scope, this.id, this, list, index);
  }

  /** Notes that `prop` must be `allowed` but is `got`, and how to repair it. */
  add(prop: string, got: unknown, allowed: string, repair: string): void {
    const path = [this.scope.node.path, this.id].filter(Boolean).join('/');
    const where = `'${this.pathTo(prop)}' of ${this.kind} '${path}'`;
    this.lines.push(`${where} must be ${allowed}, got ${shown(got)}: ${repair}`);
  }

  /** Throws one error with a line for each problem, if there are any. */
  throwIfAny(): void {
    if (this.lines.length > 0) throw new Error(this.lines.join('\n'));
  }

  // put together only for a problem: names of props that are all right cost nothing
  private pathTo(prop: string): string {
    return this.outer ? this.outer.pathTo(`${this.list}[${this.index}].${prop}`) : prop;
  }
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length > 0 ? value.map(shown).join(', ') : 'an empty list';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return `an object of class ${value.constructor?.name ?? 'none'}`;
  if (typeof value !== 'string') return String(value);
  return `'${value.length > 80 ? `${value.slice(0, 77)}...` : value}'`;
}

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;

/** A name of RFC 1123: small letters, digits and hyphens, at most `longest` characters. */
export function checkDnsLabel(problems: Problems, prop: string, name: string | undefined, longest = 63): void {
  if (typeof name === 'string' && DNS_LABEL.test(name) && name.length <= longest) return;
  problems.add(prop, name, `at most ${longest} small letters, digits and hyphens, with a letter or digit at both ends`, lengthHint(name, longest));
}

/** A name of a Service: a DNS label that begins with a letter. */
export function checkServiceName(problems: Problems, prop: string, name: string | undefined): void {
  if (typeof name === 'string' && DNS_LABEL.test(name) && name.length <= 63 && /^[a-z]/.test(name)) return;
  problems.add(prop, name, 'at most 63 small letters, digits and hyphens, beginning with a letter and not ending with a hyphen', lengthHint(name, 63));
}

/** Pods carry the name with a hyphen and a hash of ten characters as a label. https://github.com/kubernetes/kubernetes/issues/64023 */
export function checkStatefulSetName(problems: Problems, prop: string, name: string): void {
  checkDnsLabel(problems, prop, name, 52);
}

export function isDnsSubdomain(name: unknown): boolean {
  return typeof name === 'string' && DNS_SUBDOMAIN.test(name) && name.length <= 253;
}

/** A key of a Secret or ConfigMap. */
export function isDataKey(key: unknown): boolean {
  return typeof key === 'string' && /^(?!\.\.?$|\.\.)[-._a-zA-Z0-9]{1,253}$/.test(key);
}

/** A name that may have dots, as most kinds allow: at most 253 characters. */
export function checkDnsSubdomain(problems: Problems, prop: string, name: string | undefined): void {
  if (isDnsSubdomain(name)) return;
  problems.add(prop, name, 'at most 253 small letters, digits, hyphens and dots, with a letter or digit around every dot', lengthHint(name, 253));
}

function lengthHint(name: unknown, longest: number): string {
  if (typeof name !== 'string') return name === undefined ? 'write one' : 'put it in quotes';
  if (name.length > longest) return `shorten it by ${name.length - longest}`;
  const better = name.toLowerCase().replace(/[^-a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '');
  return better ? `for example '${better}'` : 'write one';
}

/** Keys and values of labels, or of a selector. */
export function checkLabels(problems: Problems, prop: string, labels: { [key: string]: string } | undefined): void {
  for (const key in labels) {
    checkKey(problems, prop, key);
    const value = labels[key];
    checkText(problems, `${prop}.${key}`, value);
    if (typeof value === 'string' && (value === '' || LABEL_NAME.test(value))) continue;
    problems.add(`${prop}.${key}`, value, 'empty, or at most 63 letters, digits and -_. with a letter or digit at both ends', 'put longer texts into annotations');
  }
}

/** Bytes of all annotations of one object. */
const ANNOTATIONS = 256 * 1024;

/** Keys of annotations; their values may be any text. */
export function checkAnnotations(problems: Problems, prop: string, annotations: { [key: string]: string } | undefined): void {
  let size = 0;
  for (const key in annotations) {
    size += Buffer.byteLength(key) + Buffer.byteLength(String(annotations[key]));
    // the API server takes capitals in the prefix of an annotation, but not in that of a label
    checkKey(problems, prop, key, key.toLowerCase());
    checkText(problems, `${prop}.${key}`, annotations[key]);
    if (typeof annotations[key] !== 'string') problems.add(`${prop}.${key}`, annotations[key], 'text', 'put it in quotes');
  }
  if (size > ANNOTATIONS) problems.add(prop, `${size} bytes`, `at most ${ANNOTATIONS} bytes of keys and values in all`, 'put long texts into a ConfigMap');
}

function checkKey(problems: Problems, prop: string, key: string, read = key): void {
  const slash = key.indexOf('/');
  const prefix = read.slice(0, Math.max(slash, 0));
  const prefixGood = slash < 0 || (DNS_SUBDOMAIN.test(prefix) && prefix.length <= 253);
  if (prefixGood && LABEL_NAME.test(key.slice(slash + 1))) return;
  problems.add(`${prop}`, key, 'keys of at most 63 letters, digits and -_. after an optional DNS name and a slash', 'for example example.com/team');
}

/** The most that Kubernetes counts, and the highest id of a user or a group. */
export const LARGEST = 2 ** 31 - 1;

/** A whole number of at least `least`; NaN and fractions are refused, and what has no room in 32 bits. */
export function checkWholeNumber(problems: Problems, prop: string, value: number | undefined, least = 0, repair?: string): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < least) problems.add(prop, value, `a whole number of at least ${least}`, repair ?? `use ${least} or more`);
  else if (value > LARGEST) problems.add(prop, value, `at most ${LARGEST}`, 'use a smaller number');
}

/** A port of TCP, UDP or SCTP. */
export function checkPort(problems: Problems, prop: string, port: number | undefined): void {
  if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65535)) return;
  problems.add(prop, port, 'a whole number from 1 to 65535', 'for example 8080');
}

/** A name of a container's port (IANA_SVC_NAME). */
export function checkPortName(problems: Problems, prop: string, name: string | undefined): void {
  if (name === undefined || (typeof name === 'string' && PORT_NAME.test(name))) return;
  problems.add(prop, name, 'at most 15 small letters, digits and single hyphens, with a letter somewhere and no hyphen at an end', lengthHint(name, 15));
}

/** One of a few words. */
export function checkOneOf(problems: Problems, prop: string, value: string | undefined, allowed: string[], repair?: string): void {
  if (value === undefined || allowed.includes(value)) return;
  const meant = allowed.find((word) => word.toLowerCase() === String(value).toLowerCase());
  problems.add(prop, value, allowed.map((word) => `'${word}'`).join(' or '), repair ?? (meant ? `write '${meant}'` : 'choose one of these, or leave it out'));
}

/** No two items of a list may have the same key; no key or an empty one does not count. */
export function checkDifferent<T>(problems: Problems, prop: string, items: T[], keyOf: (item: T) => string | undefined, repair = 'change one of them'): void {
  if (items.length < 2) return;
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (!key) continue;
    if (seen.has(key)) problems.add(prop, [key, key], 'all different', repair);
    seen.add(key);
  }
}
