import { oneOf, port, portName } from '../../validation/limits';
import { Rule } from '../../validation/rules';
import { array, hinted, required, struct } from '../../validation/types';

/** A port that a container listens on. */
export interface ContainerPort {
  /**
   * Name of the port, at most 15 characters.
   */
  readonly name: string;

  /**
   * Number of the port, in the container and of a Service that leads to it.
   */
  readonly port: number;

  /**
   * `TCP`, `UDP` or `SCTP`.
   *
   * @default - not written, so TCP
   */
  readonly protocol?: string;
}

export function ports(): Rule<ContainerPort[], undefined> {
  return array(
    struct<ContainerPort>(
      {
        name: required(portName()),
        port: required(hinted('for example 9090, without quotes', port())),
        protocol: oneOf(['TCP', 'UDP', 'SCTP']),
      },
      "{ name: 'metrics', port: 9090 }",
    ),
  );
}
