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

function byteHint(parts: RegExpExecArray | null): string {
  if (!parts) return 'write no blank and no B';
  return parts[3] === 'm' ? `'m' means a thousandth, write '${parts[2]}Mi'` : 'choose a larger one';
}
