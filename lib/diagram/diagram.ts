import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isNamed, Manifest, manifestOf, objectsIn } from '../private/manifest';
import { Network } from '../private/network';
import { edgesOf } from './edges';
import { mermaid } from './mermaid';
import { Nodes } from './nodes';

/** A picture of what a chart contains: workloads, Services, claims, settings, and who talks to whom. */
export class Diagram {
  /**
   * The picture as a Mermaid flowchart, for a Markdown file. The same constructs give the same text.
   *
   * Who talks to whom is read from host names of Services in variables, commands and arguments, from Ingresses and from
   * Roles. What a NetworkPolicy of the app refuses is not drawn.
   *
   * @param scope a chart, an app or any other construct, of this package or of another one
   */
  public static mermaidOf(scope: Construct): string {
    if (!Construct.isConstruct(scope))
      throw new Error(`'scope' of Diagram must be a construct, got ${typeof scope}: write Diagram.mermaidOf(this)`);
    const manifests = new Map(
      objectsIn(scope)
        .map((object): [ApiObject, Manifest] => [object, manifestOf(object)])
        .filter(([, manifest]) => isNamed(manifest)),
    );
    const nodes = new Nodes([...manifests.values()]);
    const network = new Network(objectsIn(scope.node.root));
    const calls = network.calls().filter((call) => !network.refusalOf(call)).flatMap(({ client, service, by }) => {
      const [from, to] = [manifests.get(client.object), manifests.get(service.object)];
      return from && to ? [{ client: from, service: to, by }] : [];
    });
    return mermaid(nodes, edgesOf([...manifests.values()], nodes, calls));
  }

  private constructor() {}
}
