// A command from the description that the edge function has too: its arguments, its options, its checks.

import type { Action, FunctionDefinition } from '@cutover/shared';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { z } from 'zod';
import { type Context, command, leaf } from './command.ts';
import type { ExitCode } from './exit-codes.ts';
import { UsageError } from './failure.ts';
import type { Page } from './screen/screen.ts';
import { showResult } from './screen/show-result.ts';

/** What an action of a function answers. */
export type Answer<A extends Action> = z.output<A['result']>;

export type Body = Record<string, unknown>;
export type Options = Record<string, unknown>;

/** As much of a zod schema as is looked at here. */
type Schema = z.core.$ZodType & {
  def: { type: string; innerType?: Schema; element?: Schema; entries?: Record<string, string> };
  description?: string | undefined;
  shape?: Record<string, Schema>;
};

type Field = { name: string; flag: string; required: boolean; help: string; schema: Schema };

function fieldsOf({ request }: Action): Field[] {
  return Object.entries((request as unknown as Schema).shape ?? {}).flatMap(([name, schema]) => {
    // The action itself: the command says which.
    if (schema.def.type === 'literal') return [];
    const inner = (schema.def.type === 'optional' && schema.def.innerType) || schema;
    const help = (schema.description ?? inner.description ?? '').replace(/\.$/, '');
    return [{ name, flag: name.replaceAll('_', '-'), required: inner === schema, help, schema: inner }];
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('It is not JSON.');
  }
}

/** How the text of an argument becomes a value of this schema. */
function parse({ def }: Schema, text: string): unknown {
  switch (def.type) {
    case 'number':
      if (text.trim() === '' || Number.isNaN(Number(text))) throw new InvalidArgumentError('It is not a number.');
      return Number(text);
    case 'boolean':
      return text === 'on';
    case 'object':
    case 'record':
      return json(text);
    // Any JSON, as settings have; what is none is text.
    case 'lazy':
    case 'union':
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    default:
      return text;
  }
}

const choicesOf = ({ def }: Schema): string[] | undefined =>
  def.type === 'enum' ? Object.values(def.entries ?? {}) : def.type === 'boolean' ? ['on', 'off'] : undefined;

function argumentOf({ flag, required, help, schema }: Field): Argument {
  const argument = new Argument(required ? `<${flag}>` : `[${flag}]`, help);
  const choices = choicesOf(schema);
  return choices ? argument.choices(choices) : argument.argParser((text) => parse(schema, text));
}

function optionOf({ flag, required, help, schema }: Field): Option {
  const element = schema.def.type === 'array' ? schema.def.element : undefined;
  if (schema.def.type === 'boolean' && !required) return new Option(`--${flag}`, help);
  const option = new Option(element ? `--${flag} <one...>` : `--${flag} <${flag}>`, help);
  if (required) option.makeOptionMandatory();
  if (element) {
    return option.argParser((text, before: unknown[] | undefined) => [...(before ?? []), parse(element, text)]);
  }
  const choices = choicesOf(schema);
  return choices ? option.choices(choices) : option.argParser((text) => parse(schema, text));
}

export type Shown<A extends Action> = {
  /** The command's name. */
  as: string;
  /** In place of what the function's description says. */
  summary?: string;
  /** The request's keys that are given by their place. */
  places?: readonly string[];
  /** Keys that have another name here. */
  named?: Readonly<Record<string, string>>;
  /** Keys whose text `before` makes a value of. */
  texts?: readonly string[];
  /** Keys that are not for this command's caller to give. */
  without?: readonly string[];
  /** Options of the command itself. */
  options?: readonly Option[];
  /** What is done, or put into the body, before it is checked and sent. */
  before?: (context: Context, body: Body, options: Options) => Promise<void>;
  /** How the request is sent; mostly one call. */
  send?: (context: Context, body: Body, options: Options) => Promise<Answer<A>>;
  show?: (page: Page, result: Answer<A>, body: Body) => void;
  exitCode?: (result: Answer<A>) => ExitCode;
};

/** Refuses a body that the function would refuse, naming the mistake as it was typed. */
export function check({ request }: Action, body: Body, typed: (key: string) => string): void {
  const { error } = request.safeParse(body);
  if (!error) return;
  const said = error.issues.map(({ path: [key, ...rest], message }) =>
    key === undefined ? message : `${[typed(String(key)), ...rest].join('.')}: ${message}`,
  );
  throw new UsageError(said.join('\n'), 'See --help.');
}

const helpOf = (owner: FunctionDefinition, name: string, { role }: Action): string =>
  `\nFunction: ${owner.name}${Object.keys(owner.actions).length > 1 ? `, action ${name}` : ''}\nRole:     ${role ?? 'anybody who is signed in'}`;

const camel = (flag: string): string => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

export function actionCommand<A extends Action>(owner: FunctionDefinition, name: string, shown: Shown<A>): Command {
  const action = owner.actions[name];
  if (!action) throw new Error(`${owner.name} has no action ${name}`);
  const { places = [], without = [], named = {}, texts = [] } = shown;
  const fields = fieldsOf(action)
    .filter((field) => !without.includes(field.name))
    .map((field) => ({
      ...field,
      // What has another name here means something more, or less: the command says what.
      ...(named[field.name] !== undefined && { flag: String(named[field.name]), help: '' }),
      ...(texts.includes(field.name) && { schema: { def: { type: 'string' } } as Schema, help: '' }),
    }));
  const placed = places.flatMap((place) => fields.filter((field) => field.name === place));
  const optional = fields.filter((field) => !placed.includes(field));

  const declared = command(shown.as, (shown.summary ?? action.summary).replace(/\.$/, ''));
  for (const field of placed) declared.addArgument(argumentOf(field));
  for (const option of [...optional.map(optionOf), ...(shown.options ?? [])]) declared.addOption(option);
  declared.addHelpText('after', helpOf(owner, name, action));

  return leaf(declared, async (context, given, options) => {
    const body: Body = Object.keys(owner.actions).length > 1 ? { action: name } : {};
    for (const [i, { name: key, schema }] of placed.entries()) {
      const value = given[i];
      if (value !== undefined) body[key] = schema.def.type === 'boolean' ? parse(schema, String(value)) : value;
    }
    for (const { name: key, flag } of optional) {
      const value = options[camel(flag)];
      if (value !== undefined) body[key] = value;
    }
    await shown.before?.(context, body, options);
    check(action, body, (key) => {
      const field = fields.find((one) => one.name === key);
      return field && optional.includes(field) ? `--${field.flag}` : (field?.flag ?? key);
    });
    const send = shown.send ?? (({ client, signal }) => client.call(owner.name, body, { signal }));
    const result = (await send(context, body, options)) as Answer<A>;
    context.screen.answer(result, (page) => (shown.show ?? showResult)(page, result, body));
    return shown.exitCode?.(result);
  });
}
