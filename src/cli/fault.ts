/** Something that stops a command and that its user can mend: a stable code, and in Chinese what to do. */
export class Fault extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
  }
}

/** The same, where the command itself was typed wrongly: its help is shown after the message. */
export class UsageFault extends Fault {
  constructor(message: string, options?: ErrorOptions) {
    super('usage', message, options);
    this.name = 'UsageFault';
  }
}
