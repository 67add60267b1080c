import { ValidationErrors } from '../validation/errors';
import { validateExtraContainers } from '../workload/container/extra-containers';
import { validateResources } from '../workload/container/resources';
import { validatePorts } from './container/ports';
import { resolve } from './defaults';
import { validateNaming } from './naming/validate';
import { validateNetwork } from './network/policy';
import { StatefulWebAppProps } from './props';
import { validateScaling } from './scaling/validate';
import { validateSecurity } from './security/security';
import { volumeNamesOf } from './storage/storage';
import { validateStorage } from './storage/validate';

/** What several props say together; the constructs of Kubernetes kinds check the rest. */
export function validateTogether(errors: ValidationErrors, props: StatefulWebAppProps): void {
  const app = resolve(props);
  validateNaming(errors, props, app);
  validateScaling(errors, props, app);
  validatePorts(errors, app);
  validateResources(errors, '', app);
  validateStorage(errors, app);
  validateSecurity(errors, app);
  validateExtraContainers(errors, app, [app.containerName], volumeNamesOf(app));
  validateNetwork(errors, app);
}
