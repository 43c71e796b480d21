/** An agreement as it is printed; `{name}` takes a value of it. */
export type AgreementTemplate = { title: string; clauses: readonly { heading: string; text: string }[] };

/** The words of a template with its values in their places; a value that nobody gave is empty. */
export function filledTemplate(
  { title, clauses }: AgreementTemplate,
  values: Readonly<Record<string, string>>,
): AgreementTemplate {
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  return {
    title: filled(title),
    clauses: clauses.map(({ heading, text }) => ({ heading: filled(heading), text: filled(text) })),
  };
}
