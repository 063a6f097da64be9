/** Token of {@link MessagingSettings}. */
export const MESSAGING = Symbol('messaging');

export interface MessagingSettings {
  /** Context of the service: its consumer group, the source of its events and the place of its routes. */
  service: string;
}
