/** Skills as they are typed in one line. */
export function skillsOf(text: string): string[] {
  return [...new Set(text.split(/[、，,；;\n]/).map((skill) => skill.trim()))].filter((skill) => skill !== '');
}
