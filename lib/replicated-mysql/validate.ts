import { ValidationErrors } from '../validation/errors';
import { validateNeedsPolicy } from '../validation/networks';
import { validateLimit } from '../validation/quantities';
import { withDefaults } from '../validation/rules';
import { validateSizeLimit } from '../validation/sizes';
import { CLAIMS } from '../workload/claims';
import { validateAccounts } from './accounts/validate';
import { validateApplication } from './accounts/validate-application';
import { validateSharing } from './accounts/validate-sharing';
import { validateNaming } from './naming/validate';
import { Defaulted, ReplicatedMySQLProps, RULES } from './props';
import { validatePodProps } from './pod/validate';
import { validateReplication } from './replication/validate';
import { validateMysqlImage } from './resources/mysql-image';
import { DISK_REQUEST } from './resources/resources';
import { validateServices } from './service/validate';
import { validateSettings } from './settings/validate';
import { validateTls } from './tls/validate';

/** What several props say together, as far as only MySQL knows it to be wrong. */
export function validateTogether(errors: ValidationErrors, props: ReplicatedMySQLProps): void {
  const set = withDefaults(props, RULES);
  validateNaming(errors, set);
  validateServices(errors, set);
  validateReplication(errors, set);
  validateAccounts(errors, props);
  validateApplication(errors, props);
  validateSharing(errors, props);
  validateResources(errors, set);
  validateStorage(errors, props);
  validatePodProps(errors, set);
  validateNeedsPolicy(errors, set.networkPolicy, { clients: props.clients, apiServerCidrs: props.apiServerCidrs });
  validateTls(errors, props);
  validateSettings(errors, set);
}

function validateResources(errors: ValidationErrors, set: Defaulted): void {
  if (!set.allowUnsupportedImage) validateMysqlImage(errors, set.image);
  validateSizeLimit(
    errors,
    'ephemeralStorage',
    set.ephemeralStorage,
    set.ephemeral ? DISK_REQUEST.ephemeral : DISK_REQUEST.kept,
  );
  validateLimit(errors, 'cpuLimit', set.cpuLimit, set.cpuRequest);
}

function validateStorage(errors: ValidationErrors, props: ReplicatedMySQLProps): void {
  if (!props.ephemeral) return;
  for (const prop of ['storage', 'storageClassName', ...Object.keys(CLAIMS)] as const) {
    if (props[prop as keyof ReplicatedMySQLProps] === undefined) continue;
    errors.add('ephemeral', true, `left out with ${prop}`, 'leave out ephemeral to keep the data');
  }
}
