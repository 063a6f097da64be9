export { type AppOptions, bootstrap, createApp } from './bootstrap';
export { platformMigrations, PlatformModule, type PlatformOptions } from './platform.module';
export {
  ENVIRONMENT,
  type Environment,
  flag,
  InvalidSettings,
  readSettings,
  SETTINGS,
  type Settings,
  whole,
} from './settings';
export { isUuid, uuid } from './ids';
export { DomainError, forbidden, notFound, notSupported, type Refusal } from './errors/domain-error';
export { problem, type Problem, problemOf } from './errors/problem';
export { type Actor, hasRole, isRole, readers, type Role, roles } from './auth/actor';
export { Acr, Allow, ALLOW, CurrentActor, Public, Visitors } from './auth/auth.decorators';
export { AccessTokens } from './auth/access-tokens.service';
export { PersonDto } from './people/people.dto';
export { KnownPeopleModule } from './people/people.module';
export { People } from './people/people.service';
export type { Command } from './commands/command';
export { Cmd, systemCommand } from './commands/command.decorators';
export { fingerprint } from './commands/fingerprint';
export { UnitOfWork } from './commands/unit-of-work.service';
export { BusinessClock } from './clock/business-clock.service';
export { migrate, type Migration } from './database/migrate';
export { FileStore, type NewDocument, type StoredDocument } from './documents/file-store.service';
export { checkPaper } from './documents/paper';
export { pdfOf, type PdfAbout, type PdfColumn, type PdfSheet } from './documents/pdf-sheet';
export { ApiFile, receiveFile, type Upload } from './documents/upload';
export { codePattern } from './http/code';
export { ListOf } from './http/list-of.decorator';
export { decodeCursor, encodeCursor, type Page, paged } from './http/paging';
export { ApiPage, PageQuery } from './http/page.dto';
export { MoneyDto } from './http/money.dto';
export { IsDay } from './http/day.decorator';
export { checkVersion, etag } from './http/version';
export { IfMatch } from './http/if-match.decorator';
export { Health, type CheckResult, type Readiness } from './observability/health.service';
export { Metrics } from './observability/metrics.service';
