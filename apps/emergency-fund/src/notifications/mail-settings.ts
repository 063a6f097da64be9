import { z } from 'zod';

export const MAIL = Symbol('MAIL');

/** Where mails go and where their links lead. */
export const mailSettings = z.object({
  /** `smtp://user:password@host:587` or `smtps://…`; without it mails wait in the outbox. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().default('Abonde <ne-pas-repondre@abonde.example>'),
  /** Address of the web app, as people type it. */
  PUBLIC_URL: z.url().default('http://127.0.0.1:3000'),
});
export type MailSettings = z.output<typeof mailSettings>;
