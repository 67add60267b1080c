import type { k8s } from 'cdk8s-plus-27';
import { portNumber } from '../parts/scalars';

/** When a probe asks, and how many answers it takes. */
export interface ProbeOptions {
  /**
   * Port that is asked; commands need none.
   *
   * @default - the first port of the app
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
   * Successes in a row that count.
   *
   * @default - not written, so 1
   */
  readonly successThreshold?: number;
}

/** A question that the kubelet asks a container again and again. */
export class Probe {
  /** GET of a path over HTTP; 200 to 399 is a success. */
  public static http(path: string, options: ProbeOptions = {}): Probe {
    return new Probe(options, (port) => ({ httpGet: { path, port: portNumber(port) } }));
  }

  /** Whether the port takes a connection. */
  public static tcp(options: ProbeOptions = {}): Probe {
    return new Probe(options, (port) => ({ tcpSocket: { port: portNumber(port) } }));
  }

  /** Whether the gRPC health service says that it serves. */
  public static grpc(options: ProbeOptions = {}): Probe {
    return new Probe(options, (port) => ({ grpc: { port } }));
  }

  /** Whether a command in the container ends with 0; no shell is around it. */
  public static exec(command: string[], options: ProbeOptions = {}): Probe {
    return new Probe(options, () => ({ exec: { command } }));
  }

  /** No probe, where the default would be one. */
  public static none(): Probe {
    return new Probe({});
  }

  private constructor(private readonly options: ProbeOptions, private readonly ask?: (port: number) => k8s.Probe) {}

  /** @internal */
  public _toKube(firstPort: number): k8s.Probe | undefined {
    const { port = firstPort, ...times } = this.options;
    return this.ask && { ...this.ask(port), ...times };
  }

  /** @internal */
  public get _options(): ProbeOptions {
    return this.options;
  }
}
