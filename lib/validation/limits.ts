import { Duration, Size } from 'cdk8s';
import { validateSeconds } from './durations';
import { validateImage } from './images';
import {
  validateAnnotations,
  validateDnsLabel,
  validateDnsSubdomain,
  validateLabels,
  validateServiceName,
  validateStatefulSetName,
} from './names';
import { validateQuantity } from './quantities';
import { Default, Rule } from './rules';
import { sizeLimits, validateSize } from './sizes';
import { validateArgument } from './text';
import { array, instanceOf, limited, number, record, string } from './types';
import { LARGEST, validateOneOf, validatePort, validatePortName } from './values';

/**
 * A whole number; NaN and fractions are refused, and what has no room in 32 bits unless `most` says otherwise.
 *
 * @param hint what to do about one that is too small
 */
export function wholeNumber<D extends number | undefined = undefined>(
  least: number,
  most = LARGEST,
  value?: Default<D>,
  hint?: string,
): Rule<number, D> {
  const expected = most === LARGEST ? `a whole number of at least ${least}` : `a whole number from ${least} to ${most}`;
  return {
    ...number(value),
    expected,
    limits: (errors, prop, given) => {
      if (Number.isInteger(given) && given >= least && given <= most) return;
      errors.add(
        prop,
        given,
        given > LARGEST ? `at most ${most}` : expected,
        given > most ? 'use a smaller number' : hint ?? `use ${least} or more`,
      );
    },
  };
}

/** One of the values of an enum, or of a few strings. */
export function oneOf<D extends string | undefined = undefined>(
  words: string[],
  value?: Default<D>,
  hint?: string,
): Rule<string, D> {
  const expected = words.map((word) => `'${word}'`).join(' or ');
  return {
    ...string(value),
    expected,
    emptyIsUnset: true,
    limits: (errors, prop, given) => validateOneOf(errors, prop, given, words, hint),
  };
}

type Validate = (errors: Parameters<NonNullable<Rule['limits']>>[0], prop: string, value: string) => void;

const restricted =
  (expected: string, validate: Validate) =>
  <D extends string | undefined = undefined>(value?: Default<D>): Rule<string, D> =>
    limited({ ...string(value), expected }, validate);

/** A name of RFC 1123 in small letters, of at most 63 characters. */
export const dnsLabel = restricted('a DNS label', validateDnsLabel);

/** The name of an object that exists elsewhere: at most 253 characters, with dots. */
export const objectName = restricted('the name of an object', validateDnsSubdomain);

/** The same, where the API server takes an empty one as if left out. */
export const optionalName = <D extends string | undefined = undefined>(value?: Default<D>): Rule<string, D> => ({
  ...objectName(value),
  emptyIsUnset: true,
});

/** An empty string is a class of its own: none, so that no volume is provisioned. */
export const storageClassName = restricted('the name of a StorageClass', (errors, prop, name) => {
  if (name !== '') validateDnsSubdomain(errors, prop, name);
});

export const serviceName = restricted('the name of a Service', validateServiceName);

export const statefulSetName = restricted('the name of a StatefulSet', validateStatefulSetName);

export const portName = restricted('the name of a port', validatePortName);

export const imageName = restricted('the name of an image', validateImage);

/** A Kubernetes quantity, as of CPU. */
export const quantity = restricted('a quantity', validateQuantity);

/** A string that a process can be given. */
export const yamlText = restricted('a string', validateArgument);

export function port<D extends number | undefined = undefined>(value?: Default<D>): Rule<number, D> {
  return limited({ ...number(value), expected: 'a port, from 1 to 65535' }, validatePort);
}

export function labels(): Rule<{ [key: string]: string }, undefined> {
  return limited({ ...record<string>(), expected: 'an object of labels' }, validateLabels);
}

export function annotations(): Rule<{ [key: string]: string }, undefined> {
  return limited({ ...record<string>(), expected: 'an object of annotations' }, validateAnnotations);
}

/** Names of objects that exist elsewhere. */
export function objectNames(): Rule<string[], undefined> {
  return array(objectName());
}

/** A Duration of whole seconds. */
export function duration<D extends Duration | undefined = undefined>(
  leastSeconds: number,
  hint: string,
  value?: Default<D>,
): Rule<Duration, D> {
  return {
    ...instanceOf<Duration>('toSeconds', 'Duration', 'Duration.seconds(90)'),
    expected: `a Duration of at least ${leastSeconds} s`,
    limits: (errors, prop, given) => validateSeconds(errors, prop, given, leastSeconds, hint),
    default: value,
  };
}

/** A Size of at least `least`, and at most `most` where it is given. */
export function size<D extends Size | undefined = undefined>(
  least: Size,
  value?: Default<D>,
  most?: Size,
  hint?: string,
): Rule<Size, D> {
  return {
    ...instanceOf<Size>('toKibibytes', 'Size', 'Size.gibibytes(10)'),
    expected: `a Size, ${sizeLimits(least, most)}`,
    limits: (errors, prop, given) => validateSize(errors, prop, given, least, most, hint),
    default: value,
  };
}
