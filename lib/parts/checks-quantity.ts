import { Problems } from './checks';

const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** A Kubernetes quantity of zero or more, as for cpu: `500m`, `2`, `1Gi`. */
export function checkQuantity(problems: Problems, prop: string, quantity: string | number | undefined): void {
  if (quantity === undefined) return;
  const parts = QUANTITY.exec(String(quantity));
  if (!parts || parts[1] === '-') problems.add(prop, quantity, "a quantity such as '500m', '2' or '1Gi'", 'write no blank, no B and no sign');
}

/** A quantity of bytes above zero, as for storage and memory: `10Gi`, `512Mi`. */
export function checkBytes(problems: Problems, prop: string, quantity: string | number | undefined): void {
  if (quantity === undefined) return;
  const parts = QUANTITY.exec(String(quantity));
  if (parts && parts[1] !== '-' && Number(parts[2]) > 0 && !/^[num]$/.test(parts[3] ?? '')) return;
  problems.add(prop, quantity, "a quantity of bytes above zero such as '10Gi' or '512Mi'", byteHint(parts));
}

/** Memory: as bytes, or 0 for none; thousandths only where they make whole bytes. */
export function checkMemory(problems: Problems, prop: string, quantity: string | number | undefined): void {
  const thousandths = /^(\d+)000m$/.test(String(quantity));
  if (!thousandths && !/^0+$/.test(String(quantity))) checkBytes(problems, prop, quantity);
}

/** A limit below what is asked for: no server takes that. */
export function checkLimit(problems: Problems, prop: string, limit: string | undefined, request: string | undefined): void {
  if (limit === undefined || request === undefined || !(amountOf(limit) < amountOf(request))) return;
  problems.add(prop, limit, `at least what is requested, ${request}`, 'raise it, or request less');
}

const UNITS = new Map(Object.entries({
  n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
}));

function amountOf(quantity: string): number {
  const parts = QUANTITY.exec(quantity);
  if (!parts) return NaN;
  const [, sign, digits, unit = ''] = parts;
  return UNITS.has(unit) ? Number(sign + digits) * UNITS.get(unit)! : Number(sign + digits + unit);
}

function byteHint(parts: RegExpExecArray | null): string {
  if (!parts) return 'write no blank and no B';
  return parts[3] === 'm' ? `'m' means a thousandth, write '${parts[2]}Mi'` : 'choose a larger one';
}
