/** A JSON Schema as zod writes it into the OpenAPI description. */
type Schema = {
  $ref?: string;
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  prefixItems?: readonly Schema[];
};

type Body = { content?: Readonly<Record<string, { schema?: Schema }>> };

type Operation = {
  parameters?: readonly { in: string; name: string; required?: boolean; schema?: Schema }[];
  requestBody?: Body & { required?: boolean };
  responses?: Readonly<Record<string, Body>>;
};

/** The part of an OpenAPI 3.1 description that the client's types are made from. */
export type Description = {
  paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  components?: { schemas?: Readonly<Record<string, Schema>> };
};

const methods = ['get', 'put', 'post', 'delete', 'patch'];
const places = ['path', 'query', 'header', 'cookie'];

/** TypeScript source of the `paths` that openapi-fetch is typed by. Deterministic: the same description gives the same text. */
export function clientTypes(description: Description): string {
  const schemas = Object.entries(description.components?.schemas ?? {}).map(
    ([name, schema]) => `${quoted(name)}: ${typeOf(schema)};`,
  );
  const paths = Object.entries(description.paths ?? {}).map(([path, item]) => {
    const operations = methods.map(
      (method) => `${method}${isOperation(item[method]) ? `: ${operationType(item[method])}` : '?: never'};`,
    );
    return `${quoted(path)}: { ${operations.join(' ')} };`;
  });
  return [
    '// Written from the OpenAPI description; not kept in git.',
    `export type schemas = {\n${schemas.join('\n')}\n};`,
    `export type paths = {\n${paths.join('\n')}\n};`,
    '',
  ].join('\n');
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null;
}

function operationType(operation: Operation): string {
  const parameters = places.map((place) => {
    const here = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
    if (here.length === 0) return `${place}?: never;`;
    const required = here.some((parameter) => parameter.required);
    const members = here.map(
      ({ name, required: must, schema }) => `${quoted(name)}${must ? '' : '?'}: ${typeOf(schema)};`,
    );
    return `${place}${required ? '' : '?'}: { ${members.join(' ')} };`;
  });
  const body = operation.requestBody;
  const request = body?.content
    ? `requestBody${body.required === false ? '?' : ''}: { ${contentType(body)} };`
    : 'requestBody?: never;';
  const responses = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const key = /^\d+$/.test(status) ? status : quoted(status);
    return `${key}: { headers: { [name: string]: unknown }; ${response.content ? contentType(response) : 'content?: never;'} };`;
  });
  return `{ parameters: { ${parameters.join(' ')} }; ${request} responses: { ${responses.join(' ')} } }`;
}

function contentType({ content = {} }: Body): string {
  const members = Object.entries(content).map(([type, { schema }]) => `${quoted(type)}: ${typeOf(schema)};`);
  return `content: { ${members.join(' ')} };`;
}

function typeOf(schema: Schema | undefined): string {
  if (schema === undefined) return 'unknown';
  if (schema.$ref) return `schemas[${quoted(schema.$ref.split('/').at(-1) ?? '')}]`;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum)
    return joined(
      schema.enum.map((value) => JSON.stringify(value)),
      ' | ',
    );
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return joined(choices.map(typeOf), ' | ');
  if (schema.allOf) return joined(schema.allOf.map(typeOf), ' & ');
  if (Array.isArray(schema.type))
    return joined(
      schema.type.map((type: string) => typeOf({ ...schema, type })),
      ' | ',
    );
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return schema.prefixItems ? `[${schema.prefixItems.map(typeOf).join(', ')}]` : `(${typeOf(schema.items)})[]`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema): string {
  const members = Object.entries(properties).map(
    ([name, schema]) => `${quoted(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  );
  if (members.length > 0) return `{ ${members.join(' ')} }`;
  if (typeof additionalProperties === 'object') return `{ [name: string]: ${typeOf(additionalProperties)} }`;
  return additionalProperties === false ? '{ [name: string]: never }' : '{ [name: string]: unknown }';
}

function joined(types: readonly string[], by: string): string {
  const distinct = [...new Set(types)];
  return distinct.length === 1 ? (distinct[0] ?? 'never') : `(${distinct.join(by)})`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
