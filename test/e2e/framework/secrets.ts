import { Namespace } from './namespace';

/** Changes texts of the Secret `passwords`; the kubelets hear of it when they look. */
export async function changeSecret(namespace: Namespace, texts: { [key: string]: string }): Promise<void> {
  await namespace.kubectl('patch secret passwords -p', JSON.stringify({ stringData: texts }));
}

/** The kubelet looks after volumes when a pod changes, and else once a minute. */
export async function hurry(namespace: Namespace, pods = '--all'): Promise<void> {
  await namespace.kubectl(`annotate pods ${pods} --overwrite e2e/look=${Date.now()}`);
}
