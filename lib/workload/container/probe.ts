import type { k8s } from 'cdk8s-plus-27';
import { portNumber } from '../../private/scalars';
import { ValidationErrors } from '../../validation/errors';
import { port, wholeNumber } from '../../validation/limits';
import { validateMade } from '../../validation/made';
import { Default, Rule, RulesOf } from '../../validation/rules';
import { array, hinted, instanceOf, limited, required, string, struct } from '../../validation/types';
import { validateOneOf } from '../../validation/values';

/** When a probe asks, and how many answers it takes. */
export interface ProbeOptions {
  /**
   * Port that is asked; commands need none.
   *
   * @default - the first port of the container
   */
  readonly port?: number;

  /**
   * Seconds from the start of the container to the first question.
   *
   * @default - not written, so 0
   */
  readonly initialDelaySeconds?: number;

  /**
   * Seconds between two questions.
   *
   * @default - not written, so 10
   */
  readonly periodSeconds?: number;

  /**
   * Seconds to wait for an answer.
   *
   * @default - not written, so 1
   */
  readonly timeoutSeconds?: number;

  /**
   * Failures in a row that count.
   *
   * @default - not written, so 3
   */
  readonly failureThreshold?: number;

  /**
   * Successes in a row that count; more than 1 for a readiness probe only.
   *
   * @default - not written, so 1
   */
  readonly successThreshold?: number;
}

const OPTIONS: RulesOf<ProbeOptions> = {
  port: port(),
  initialDelaySeconds: wholeNumber(0),
  periodSeconds: wholeNumber(1),
  timeoutSeconds: wholeNumber(1),
  failureThreshold: wholeNumber(1),
  successThreshold: wholeNumber(1),
};

const ASKED: RulesOf<Asked> = {
  options: struct<ProbeOptions>(OPTIONS, '{ periodSeconds: 5 }'),
  path: required(string()),
  command: required(limited(hinted("write ['test', '-f', '/tmp/ready']", array(string())), (errors, prop, command) => {
    if (command.length === 0)
      errors.add(prop, command, 'a command of at least one word', "for example ['test', '-f', '/tmp/ready']");
  })),
};

/** What a probe was made of. */
interface Asked {
  readonly options: ProbeOptions;
  readonly path?: string;
  readonly command?: string[];
}

/** What the kubelet asks a container again and again: a Probe of this package, or of cdk8s-plus. */
export interface IProbe {
  /** @internal */
  _toKube(container: object): object | undefined;
}

/** A question that the kubelet asks a container again and again. */
export class Probe implements IProbe {
  /** GET of a path over HTTP; 200 to 399 is a success. */
  public static http(path: string, options: ProbeOptions = {}): Probe {
    return new Probe({ path, options }, (port) => ({ httpGet: { path, port: portNumber(port) } }));
  }

  /** Whether the port takes a connection. */
  public static tcp(options: ProbeOptions = {}): Probe {
    return new Probe({ options }, (port) => ({ tcpSocket: { port: portNumber(port) } }));
  }

  /** Whether the gRPC health service says that it serves. */
  public static grpc(options: ProbeOptions = {}): Probe {
    return new Probe({ options }, (port) => ({ grpc: { port } }));
  }

  /** Whether a command in the container ends with 0; no shell is around it. */
  public static exec(command: string[], options: ProbeOptions = {}): Probe {
    return new Probe({ command, options }, () => ({ exec: { command } }));
  }

  /** No probe, where the default would be one. */
  public static none(): Probe {
    return new Probe({ options: {} });
  }

  private constructor(
    /** @internal */ public readonly _asked: Asked,
    private readonly ask?: (port: number) => k8s.Probe,
  ) {}

  /** @internal */
  public _toKube(container: { readonly port?: number }): k8s.Probe | undefined {
    const { port: asked = container.port, ...times } = this._asked.options;
    return this.ask && { ...this.ask(asked!), ...times };
  }

  /** @internal */
  public get _needsPort(): boolean {
    return !!this.ask && !this._asked.command && this._asked.options.port === undefined;
  }
}

/** A probe; more than `most` successes in a row cannot be asked for. */
export function probe<D extends Probe | undefined = undefined>(value?: Default<D>, most = 1): Rule<IProbe, D> {
  const rule = instanceOf<IProbe>('_toKube', 'a function of Probe', "Probe.http('/health')");
  return {
    ...limited(rule, (errors, prop, given) => {
      const asked = (given as Probe)._asked ?? writtenBy(errors, prop, given);
      if (asked) validateAsked(errors, prop, asked, most);
    }),
    default: value,
  };
}

/** What a probe of cdk8s-plus was made of, by what it writes; times that are no Durations it cannot write. */
function writtenBy(errors: ValidationErrors, prop: string, given: IProbe): Asked | undefined {
  try {
    const written = probeOf(given, ANY_PORT)!;
    validateOneOf(errors, `${prop}.scheme`, written.httpGet?.scheme, ['HTTP', 'HTTPS']);
    return madeOf(written);
  } catch (error) {
    const hint = 'for example { periodSeconds: Duration.seconds(5) }, or take Probe of cdk8s-stateful';
    const got = error instanceof Error ? error.message : error;
    errors.add(prop, got, 'a probe that can be written, whose times are Durations of whole seconds', hint);
    return undefined;
  }
}

/** In the place of the port of the container, which is not known yet. */
const ANY_PORT = 80;

function madeOf({ exec, httpGet, tcpSocket, grpc, ...times }: k8s.Probe): Asked {
  const asked = (httpGet ?? tcpSocket ?? grpc)?.port;
  const number = typeof asked === 'object' ? asked.value : asked;
  const options = { ...times, port: number as number | undefined };
  return { options, ...httpGet && { path: httpGet.path }, ...exec && { command: exec.command } };
}

function validateAsked(errors: ValidationErrors, prop: string, asked: Asked, most: number): void {
  validateMade(errors, prop, asked, ASKED);
  const successes = asked.options?.successThreshold;
  if (typeof successes === 'number' && successes > most) {
    errors.add(
      `${prop}.successThreshold`,
      successes,
      '1 for this probe',
      'leave it out: only the readinessProbe may ask for more',
    );
  }
}

/** The probe as a container has it. */
export function probeOf(asked: IProbe | undefined, firstPort: number | undefined): k8s.Probe | undefined {
  return asked?._toKube({ port: firstPort, portNumber: firstPort }) as k8s.Probe | undefined;
}
