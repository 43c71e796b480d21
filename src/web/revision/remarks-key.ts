/** Where an officer's remarks are kept while he reads, until the form is returned: by cell path, the opinion on the whole under `whole`. */
export function remarksKey(applicationId: string, personId: string): string {
  return `lianheti.remarks.${applicationId}.${personId}`;
}

export const whole = '';
