import { readFileSync } from 'fs';
import { join } from 'path';
import { classified, pageOf, Row } from './page';
import { optionsIn } from './options';
import { REJECTED } from './trial';

const rows: Row[] = JSON.parse(readFileSync(join(__dirname, 'rows.json'), 'utf8'));
const page = readFileSync(join(__dirname, '..', '..', 'docs', 'mysql-settings.md'), 'utf8');
const anew = 'run npm run sweep -- --page';

test('the classes of all options are those of the rules', () => {
  expect({ anew, rows: classified(rows) }).toEqual({ anew, rows });
});

test('the page shows them', () => {
  expect(page).toBe(pageOf(rows, /^Swept with (.*)\.$|Swept with (.*)\.$/m.exec(page)!.slice(1).find(Boolean)!));
});

test('every value that was tried has passed, or mysqld rejects it', () => {
  const failed = rows.flatMap(({ option, tried }) => Object.entries(tried).filter(([, failure]) => failure && !failure.includes(REJECTED)).map(([value]) => `${option}=${value}`));
  expect(failed).toEqual([]);
});

test('options are those in the list at the end of the help, with the limits of the server', () => {
  const help = 'usage\n\nVariables Value\n----- -----\nback-log      10000\ninit-file     (No default value)\n\nTo see\n';
  expect(optionsIn(help, [['back-log', '0', '65535', '9'], ['clone-buffer-size', '1', '2', '2'], ['version', '', '', '9.7']])).toEqual([
    { name: 'back-log', default: '10000', least: '0', most: '65535' },
    { name: 'init-file', default: '(No default value)' },
    { name: 'clone-buffer-size', default: '2', least: '1', most: '2' },
  ]);
});
