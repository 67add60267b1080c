import { kubectl } from './kubectl';
import { LABEL } from './namespace';
import { until } from './wait';

const SECONDS = 180;

/** Waits for the end of the namespaces that the tests have deleted. */
export default async function teardown(): Promise<void> {
  const selector = Object.entries(LABEL).map((label) => label.join('=')).join();
  await until('the end of the namespaces of the tests', async () => {
    const listed: Array<{ status: { phase: string } }> = JSON.parse(await kubectl(['get', 'namespaces', '-l', selector, '-o', 'json'])).items;
    return listed.every(({ status: { phase } }) => phase !== 'Terminating');
  }, { seconds: SECONDS });
}
