import { Construct, IConstruct } from 'constructs';
import { validateArguments } from '../validation/arguments';
import { ValidationErrors } from '../validation/errors';
import { validateDnsSubdomain, isDataKey } from '../validation/names';
import { RulesOf } from '../validation/rules';
import { validateText } from '../validation/text';
import { boolean, record, string } from '../validation/types';
import { checksumOf } from '../private/checksum';
import { binaryContent, Content, filesIn, textContent } from '../private/files';
import { KubernetesObject } from '../private/kubernetes-object';
import { metadataOf } from '../private/metadata';
import { OBJECT, ObjectProps } from './object-props';

/** Settings of a ConfigMap. */
export interface ConfigMapProps extends ObjectProps {
  /**
   * Strings by key; an empty string is kept. In YAML, a string with carriage returns is one long line.
   *
   * @default - no strings but those of `directory`
   */
  readonly data?: { [key: string]: string };

  /**
   * Bytes by key, in base64; it may be wrapped.
   *
   * @default - no bytes but those of `directory`
   */
  readonly binaryData?: { [key: string]: string };

  /**
   * A directory whose files become keys; subdirectories and names that begin with a dot are left out.
   *
   * @default - no directory
   */
  readonly directory?: string;

  /**
   * Whether the API server refuses later changes of the contents.
   *
   * @default - not written, so it can be changed
   */
  readonly immutable?: boolean;
}

/** Configuration that pods mount or read, from strings or from a directory, with a checksum of its contents. */
export class ConfigMap extends KubernetesObject {
  private readonly contents: Map<string, Content>;

  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    let contents = new Map<string, Content>();
    validateArguments('ConfigMap', scope, id, props, RULES, (errors) => {
      contents = contentsOf(errors, scope.node.root, props);
      validate(errors, props, contents);
    });

    const { data, binaryData } = split(contents, props);
    super(scope, id, {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(props), data, binaryData, immutable: props.immutable,
    });

    this.contents = contents;
  }

  /** SHA-256 of all keys and values in hexadecimal; the order of keys does not matter. */
  public get checksum(): string {
    return checksumOf(this.contents);
  }
}

const RULES = {
  ...OBJECT, data: record(string()), binaryData: record(string()), directory: string(), immutable: boolean(),
} satisfies RulesOf<ConfigMapProps>;

const ONE_MEBIBYTE = 1024 * 1024;

function contentsOf(errors: ValidationErrors, app: IConstruct, props: ConfigMapProps): Map<string, Content> {
  const files = directoryOf(errors, app, props.directory);
  if (files && !props.data && !props.binaryData) return files;
  const contents = new Map(files);
  const take = (prop: string, values: { [key: string]: string } = {}, read: (value: string) => Content) => {
    for (const [key, value] of Object.entries(values)) {
      if (contents.has(key))
        errors.add(
          prop,
          key,
          'a key that is unique in data, binaryData and directory',
          'leave it out, or rename it',
        );
      contents.set(key, read(value));
    }
  };
  take('data', props.data, textContent);
  take('binaryData', props.binaryData, binaryContent);
  return contents;
}

function directoryOf(errors: ValidationErrors, app: IConstruct, directory?: string): Map<string, Content> | undefined {
  if (directory === undefined) return undefined;
  try {
    return filesIn(app, directory);
  } catch (error) {
    errors.add('directory', directory, 'a directory that can be read', (error as Error).message);
    return undefined;
  }
}

function validate(errors: ValidationErrors, props: ConfigMapProps, contents: Map<string, Content>): void {
  validateDnsSubdomain(errors, 'name', props.name);
  let size = 0;
  for (const [key, content] of contents) {
    size += content.size;
    validateKey(errors, key, content);
    validateContent(errors, key, content);
  }
  if (size > ONE_MEBIBYTE)
    errors.add(
      propOf(props),
      `${size} bytes`,
      `at most ${ONE_MEBIBYTE} bytes in all`,
      'split it into several ConfigMaps',
    );
}

function propOf(props: ConfigMapProps): string {
  return props.directory === undefined ? 'data' : 'directory';
}

function validateKey(errors: ValidationErrors, key: string, content: Content): void {
  if (isDataKey(key)) return;
  errors.add(
    content.file ? 'directory' : dataProp(content),
    key,
    'keys of 1 to 253 letters, digits and -_. that do not begin with two dots',
    "for example 'app.conf'",
  );
}

function validateContent(errors: ValidationErrors, key: string, content: Content): void {
  if (content.binary) {
    const whole = /^[A-Za-z0-9+/]*={0,2}$/.test(content.value) && content.value.length % 4 === 0;
    if (!whole) errors.add(`binaryData.${key}`, content.value, 'base64', "write bytes.toString('base64')");
  } else if (content.brokenScript) {
    errors.add(
      content.file ? 'directory' : `data.${key}`,
      content.file ?? content.value.slice(0, content.value.indexOf('\r')),
      'a script whose first line ends in LF',
      'the kernel would not find its interpreter: save it with LF line ends',
    );
  } else if (content.halved) {
    validateText(errors, `data.${key}`, content.value);
  }
}

function dataProp(content: Content): string {
  return content.binary ? 'binaryData' : 'data';
}

function split(contents: Map<string, Content>, props: ConfigMapProps): ConfigMapProps {
  const strings: { [key: string]: string } = {};
  const bytes: { [key: string]: string } = {};
  for (const [key, content] of contents) (content.binary ? bytes : strings)[key] = content.value;
  return {
    name: props.name,
    data: props.data || Object.keys(strings).length > 0 ? strings : undefined,
    binaryData: props.binaryData || Object.keys(bytes).length > 0 ? bytes : undefined,
  };
}
