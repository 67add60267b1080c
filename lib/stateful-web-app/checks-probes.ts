import type { StatefulWebAppProps } from '../stateful-web-app';
import { checkPort, checkWholeNumber, Problems } from '../parts/checks';
import { KindsOf, NUMBER } from '../parts/checks-kinds';
import { checkKnown } from '../parts/checks-known';
import { Probe, ProbeOptions } from './probe';

const OPTIONS: KindsOf<ProbeOptions> = {
  port: NUMBER, initialDelaySeconds: NUMBER, periodSeconds: NUMBER, timeoutSeconds: NUMBER, failureThreshold: NUMBER, successThreshold: NUMBER,
};

/** Checks what probes ask, and when. */
export function checkProbes(problems: Problems, props: StatefulWebAppProps): void {
  for (const prop of ['readinessProbe', 'livenessProbe', 'startupProbe'] as const) {
    const probe = props[prop];
    if (!probe) continue;
    if (typeof probe._options !== 'object' || probe._options === null) {
      problems.add(prop, probe._options, 'made with an object of options', 'for example Probe.tcp({ periodSeconds: 5 })');
    } else {
      checkTimes(problems, prop, probe._options);
      checkCommand(problems, prop, probe);
    }
  }
}

function checkTimes(problems: Problems, prop: string, options: ProbeOptions): void {
  checkKnown(problems, options, OPTIONS, `${prop}.`);
  checkPort(problems, `${prop}.port`, options.port);
  checkWholeNumber(problems, `${prop}.initialDelaySeconds`, options.initialDelaySeconds, 0);
  for (const field of ['periodSeconds', 'timeoutSeconds', 'failureThreshold', 'successThreshold'] as const) {
    checkWholeNumber(problems, `${prop}.${field}`, options[field], 1);
  }
  const successes = options.successThreshold ?? 1;
  if (prop !== 'readinessProbe' && successes > 1) {
    problems.add(`${prop}.successThreshold`, successes, '1 for this probe', 'leave it out: only the readinessProbe may ask for more');
  }
}

function checkCommand(problems: Problems, prop: string, probe: Probe): void {
  const exec = probe._toKube(1)?.exec;
  const command: unknown = exec?.command;
  if (!exec || (Array.isArray(command) && command.length > 0 && command.every((word) => typeof word === 'string'))) return;
  problems.add(`${prop}.command`, command, 'a list of at least one text', "for example Probe.exec(['test', '-f', '/tmp/ready'])");
}
