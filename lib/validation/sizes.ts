import { Size, SizeRoundingBehavior } from 'cdk8s';
import { ValidationErrors } from './errors';

/** What Kubernetes counts; a larger amount it would cut silently. */
const MOST = 2 ** 63;

/** Bytes of a size. */
export function bytesOf(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024;
}

/** A size as Kubernetes writes it. */
export function quantityOf(size: Size): string {
  return size.asString();
}

export function sizeLimits(least: Size, most?: Size): string {
  return most ? `from ${quantityOf(least)} to ${quantityOf(most)}` : `at least ${quantityOf(least)}`;
}

/** A size within limits, of whole bytes. */
export function validateSize(
  errors: ValidationErrors,
  prop: string,
  size: Size,
  least: Size,
  most?: Size,
  hint?: string,
): void {
  const bytes = bytesOf(size);
  if (!(bytes >= bytesOf(least)) || (most && bytes > bytesOf(most))) {
    errors.add(prop, quantityOf(size), sizeLimits(least, most), hint ?? 'choose another size');
  } else if (!Number.isInteger(bytes) || bytes >= MOST) {
    errors.add(
      prop,
      quantityOf(size),
      'whole bytes, and less than 8Ei, the most that Kubernetes counts',
      'choose another size',
    );
  }
}

/** A limit below what is requested: no server takes that. */
export function validateSizeLimit(
  errors: ValidationErrors,
  prop: string,
  limit: Size | undefined,
  request: Size | undefined,
): void {
  if (!limit || !request || bytesOf(limit) >= bytesOf(request)) return;
  errors.add(
    prop,
    quantityOf(limit),
    `at least what is requested, ${quantityOf(request)}`,
    'raise it, or request less',
  );
}
