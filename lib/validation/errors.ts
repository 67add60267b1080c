import { Construct } from 'constructs';

interface Problem {
  where: string;
  readonly expected: string;
  readonly hint: string;
  readonly got: unknown[];
}

/** Collects everything that is wrong with one construct, so that a single error names it all. */
export class ValidationErrors {
  private readonly problems: Problem[];
  private readonly types: { wrong: boolean };

  /** A construct may be validated before it is made: it has no path yet, and will be `id` in `scope`. */
  constructor(
    private readonly kind: string,
    private readonly scope: Construct,
    private readonly id?: string,
    private readonly outer?: ValidationErrors,
    private readonly list = '',
    private readonly index = 0,
  ) {
    this.problems = outer ? outer.problems : [];
    this.types = outer ? outer.types : { wrong: false };
  }

  /** Whether some value has a wrong type, so that values cannot be compared with each other. */
  get hasTypeErrors(): boolean {
    return this.types.wrong;
  }

  /** Number of problems so far. */
  get count(): number {
    return this.problems.length;
  }

  /** What the context of the construct, or of one around it, says. */
  context(key: string): unknown {
    return this.scope.node.tryGetContext(key);
  }

  /** The same errors, for the props of one item of an array. */
  at(list: string, index: number): ValidationErrors {
    return new ValidationErrors(this.kind, this.scope, this.id, this, list, index);
  }

  /** Notes that `prop` must be `expected` but is `got`, with a hint. What differs in `got` alone is one line. */
  add(prop: string, got: unknown, expected: string, hint: string): void {
    const where = this.pathTo(prop);
    const same = this.problems.find(
      (other) => other.where === where && other.expected === expected && other.hint === hint,
    );
    if (same) same.got.push(got);
    else this.problems.push({ where, expected, hint, got: [got] });
  }

  /** Notes a value of a wrong type. */
  addType(prop: string, got: unknown, expected: string, hint: string): void {
    this.types.wrong = true;
    this.add(prop, got, expected, hint);
  }

  /** Notes names of props that there are not; what is known is said once for all items of an array. */
  addUnknown(names: string[], known: string[]): void {
    this.types.wrong = true;
    const where = names.map((name) => this.pathTo(name)).join("', '");
    const hint = `known are ${known.join(', ')}`;
    const same = this.problems.find((other) => other.hint === hint);
    if (same) same.where += `', '${where}`;
    else this.problems.push({ where, expected: 'known names', hint, got: [OTHERS] });
  }

  /** Throws one error with a line for each problem, if there are any. */
  throwIfAny(): void {
    if (this.problems.length > 0) throw new Error(this.problems.map((problem) => this.lineOf(problem)).join('\n'));
  }

  private lineOf({ where, expected, got, hint }: Problem): string {
    const path = [this.scope.node.path, typeof this.id === 'string' ? this.id : ''].filter(Boolean).join('/');
    return `'${where}' of ${this.kind} '${path}' must be ${expected}, got ${got.map(formatted).join(', ')}: ${hint}`;
  }

  // put together only for a problem: names of props that are right cost nothing
  private pathTo(prop: string): string {
    return this.outer ? this.outer.pathTo(`${this.list}[${this.index}].${prop}`) : prop;
  }
}

/** Unknown names: they are said before, as what the error is about. */
const OTHERS = Symbol('others');

function formatted(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'symbol') return value === OTHERS ? 'others' : 'a symbol';
  if (Array.isArray(value)) return value.length > 0 ? `[${value.map(formatted).join(', ')}]` : 'an empty array';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return `an object of class ${value.constructor?.name ?? 'none'}`;
  if (typeof value !== 'string') return String(value);
  return `'${value.length > 80 ? `${value.slice(0, 77)}...` : value}'`;
}
