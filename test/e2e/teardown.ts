import { kubectlJson } from '../cluster/kubectl';
import { LABEL } from '../cluster/namespace';
import { until } from '../cluster/wait';

interface NamespaceList { readonly items: Array<{ status: { phase: string } }> }

/** Waits until the namespaces that the tests have deleted are gone. */
export default async function teardown(): Promise<void> {
  const selector = Object.entries(LABEL).map((label) => label.join('=')).join();
  await until('the deletion of the namespaces of the tests', async () => {
    const { items } = await kubectlJson<NamespaceList>(['get', 'namespaces', '-l', selector]);
    return items.every(({ status: { phase } }) => phase !== 'Terminating');
  }, { seconds: 180 });
}
