import { ValidationErrors } from './errors';

/** What Kubernetes counts; a larger amount it would cut silently. */
const MOST = 2 ** 63;

const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** A Kubernetes quantity of zero or more, as for cpu: `500m`, `2`, `1Gi`. */
export function validateQuantity(errors: ValidationErrors, prop: string, quantity: string | number | undefined): void {
  if (quantity === undefined) return;
  const parts = QUANTITY.exec(String(quantity));
  if (!parts || parts[1] === '-')
    errors.add(prop, quantity, "a quantity such as '500m', '2' or '1Gi'", 'write no blank, no B and no sign');
  else validateCountable(errors, prop, quantity);
}

/** A quantity of bytes above zero, as for storage: `10Gi`, `512Mi`. */
export function validateBytes(errors: ValidationErrors, prop: string, quantity: string | number | undefined): void {
  if (quantity === undefined) return;
  const parts = QUANTITY.exec(String(quantity));
  if (parts && areBytes(parts) && Number(parts[2]) > 0) validateCountable(errors, prop, quantity);
  else errors.add(prop, quantity, "a quantity of bytes above zero such as '10Gi' or '512Mi'", byteHint(parts));
}

/** A quantity of bytes that may be 0, as for memory. */
export function validateMemory(errors: ValidationErrors, prop: string, quantity: string | number | undefined): void {
  if (quantity === undefined) return;
  const parts = QUANTITY.exec(String(quantity));
  if (!parts || !areBytes(parts))
    errors.add(prop, quantity, "a quantity of bytes such as '1Gi' or '512Mi'", byteHint(parts));
  else validateCountable(errors, prop, quantity);
}

function validateCountable(errors: ValidationErrors, prop: string, quantity: string | number): void {
  if (!(amountOf(String(quantity)) < MOST))
    errors.add(prop, quantity, 'less than 8Ei, the most that Kubernetes counts', 'choose a smaller one');
}

/** A limit below what is asked for: no server takes that. */
export function validateLimit(
  errors: ValidationErrors,
  prop: string,
  limit: string | undefined,
  request: string | undefined,
): void {
  if (limit === undefined || request === undefined || !(amountOf(limit) < amountOf(request))) return;
  errors.add(prop, limit, `at least what is requested, ${request}`, 'raise it, or request less');
}

const UNITS = new Map(
  Object.entries({
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
  }),
);

/** The number that a quantity is, in its base unit: bytes, cores; NaN where it is none. */
export function amountOf(quantity: string): number {
  const parts = QUANTITY.exec(quantity);
  if (!parts) return NaN;
  const [, sign, digits, unit = ''] = parts;
  return UNITS.has(unit) ? Number(sign + digits) * UNITS.get(unit)! : Number(sign + digits + unit);
}

// how many make one byte, and what one is called; Kubernetes itself writes sums of memory in thousandths
const FRACTIONS = new Map([
  ['n', { count: 1e9, name: 'billionth' }],
  ['u', { count: 1e6, name: 'millionth' }],
  ['m', { count: 1e3, name: 'thousandth' }],
]);

function areBytes([, sign, digits, unit]: RegExpExecArray): boolean {
  const fraction = FRACTIONS.get(unit);
  return sign !== '-' && (!fraction || Number(digits) % fraction.count === 0);
}

function byteHint(parts: RegExpExecArray | null): string {
  if (!parts) return 'write no blank and no B';
  const [, sign, digits, unit] = parts;
  const fraction = FRACTIONS.get(unit);
  if (!fraction || sign === '-' || Number(digits) === 0) return 'choose a larger one';
  const meant = unit === 'm' && Number(digits) < 1e6 ? `write '${digits}Mi'` : 'write whole bytes';
  return `'${unit}' means a ${fraction.name}, ${meant}`;
}
