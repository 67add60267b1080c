import { Construct } from 'constructs';
import { edgesOf } from './diagram/edges';
import { manifestsIn } from './diagram/manifest';
import { mermaid } from './diagram/mermaid';
import { Nodes } from './diagram/nodes';

/** A picture of what a chart contains: workloads, Services, claims, settings, and who talks to whom. */
export class Diagram {
  /**
   * The picture as a Mermaid flowchart, for a Markdown file. The same constructs give the same text.
   *
   * Who talks to whom is read from host names of Services in variables, commands and arguments, from Ingresses and from Roles.
   *
   * @param scope a chart, an app or any other construct, of this package or of another one
   */
  public static mermaidOf(scope: Construct): string {
    const manifests = manifestsIn(scope);
    const nodes = new Nodes(manifests);
    const edges = edgesOf(manifests, nodes);
    return mermaid(nodes, edges);
  }

  private constructor() {}
}
