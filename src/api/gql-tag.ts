/** Text with its parameters, as the template tag `gql` makes it. */
export class GqlText {
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;

  constructor(text: string, parameters: Readonly<Record<string, unknown>>) {
    this.text = text;
    this.parameters = parameters;
  }
}

/**
 * A query with values in it: `` gql`MATCH (p {id: ${id}}) RETURN p` ``. The values become
 * parameters and never part of the text, so nothing in them can change what the query means.
 */
export function gql(strings: TemplateStringsArray, ...values: unknown[]): GqlText {
  const parameters: Record<string, unknown> = {};
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    const name = `gql_${index + 1}`;
    parameters[name] = value;
    text += `$${name}${strings[index + 1] ?? ''}`;
  });
  return new GqlText(text, parameters);
}
