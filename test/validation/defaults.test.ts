import { runInNewContext } from 'vm';
import { Duration, Size } from 'cdk8s';
import * as lib from '../../lib/index';
import { RULES } from '../../lib/replicated-mysql/props';
import { RULES as APP_RULES } from '../../lib/stateful-web-app/props';
import { Rules } from '../../lib/validation/rules';
import { DocumentedProp, Docstrings } from '../fixtures/docstrings';

const docstrings = new Docstrings();

type Row = [prop: string, documented: DocumentedProp, rule: Rules[string]];

/** The props of an interface with their rules, and those of the interfaces that they hold. */
function rowsOf(name: string, rules: Rules, prefix: string): Row[] {
  return docstrings.propsOf(name).flatMap((prop) => {
    const rule = rules[prop.name];
    const fields = (rule.items ?? rule).fields ?? {};
    return [[`${prefix}${prop.name}`, prop, rule] as Row, ...rowsOf(prop.type.replace('[]', ''), fields, `${prefix}${prop.name}.`)];
  });
}

/** Two values of one class may differ in their functions alone. */
const written = (value: unknown) => JSON.stringify(value, (_, part) => typeof part === 'function' ? String(part) : part);

/** What the text of a default is worth. */
const valueOf = (text: string): string => written(runInNewContext(`(${text})`, { ...lib, Duration, Size }));

describe.each<[string, Rules]>([['ReplicatedMySQLProps', RULES], ['StatefulWebAppProps', APP_RULES]])('%s', (name, rules) => {
  const rows = rowsOf(name, rules, '');

  test('all props have rules, and all rules are of props', () => {
    expect(rows.map(([prop]) => prop).filter((prop) => !prop.includes('.')).sort()).toEqual(Object.keys(rules).sort());
  });

  test.each(rows)('%s: the default in the docstring is that of the rule', (_, documented, rule) => {
    if (!documented.optional) expect([documented.default, rule.required]).toEqual([undefined, true]);
    else if (rule.default === undefined || typeof rule.default === 'function') expect(documented.default).toMatch(/^- \S/);
    else expect(valueOf(documented.default!)).toBe(written(rule.default));
  });
});

test('a docstring with another default is seen', () => {
  expect(valueOf('Size.gibibytes(1)')).not.toBe(written(RULES.storage.default));
  expect(valueOf('Size.gibibytes(10)')).toBe(written(RULES.storage.default));
  expect(valueOf('UpdateStrategy.onDelete()')).not.toBe(written(APP_RULES.updateStrategy.default));
  expect(valueOf('Durability.LOSSLESS')).not.toBe(written(RULES.durability.default));
});
