import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A real mail server that may be told to refuse. */
export class MailServer {
  readonly received: ParsedMail[] = [];
  refusing = false;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: (_, __, done) => done(this.refusing ? Object.assign(new Error('Busy'), { responseCode: 451 }) : null),
    onData: (stream, _, done) => void simpleParser(stream).then((mail) => (this.received.push(mail), done()), done),
  });

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server.server, 'listening');
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }

  /** To whom each mail went, with its subject. */
  get told(): string[] {
    return this.received.map(({ to, subject }) => `${[to].flat()[0]?.text} ${subject}`);
  }
}
