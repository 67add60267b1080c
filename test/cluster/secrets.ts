import { Namespace } from './namespace';

/** Changes keys of a Secret. */
export async function patchSecret(namespace: Namespace, name: string, stringData: object): Promise<void> {
  await namespace.kubectl(`patch secret ${name} -p`, JSON.stringify({ stringData }));
}

/** Makes the kubelets update mounted Secrets and ConfigMaps now: they do so when a pod changes, else once a minute. */
export async function triggerKubeletSync(namespace: Namespace): Promise<void> {
  await namespace.kubectl(`annotate pods --all --overwrite e2e/sync=${Date.now()}`);
}
