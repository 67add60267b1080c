import { Chart, ChartProps, Testing } from 'cdk8s';

/** A chart of an app that is never written to disk. */
export function chart(props: ChartProps = {}): Chart {
  return new Chart(Testing.app({ outdir: 'never-written' }), 'test', props);
}

/** The one object that the chart makes, as it is written. */
export function only(of: Chart) {
  const objects = Testing.synth(of);
  expect(objects).toHaveLength(1);
  return objects[0];
}
