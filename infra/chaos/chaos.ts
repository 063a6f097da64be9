import type { Body } from '@abonde/testing';
import { city, donor, ownResources } from '../actors/registers';
import { services } from '../start/service-processes';
import { check } from './check';
import { differentBalances, readEvents, readTransactions } from './consolidated-ledger';
import { AidDesk } from './desks/aid.desk';
import { ACCOUNT, BankDesk } from './desks/bank.desk';
import { ClockDesk } from './desks/clock.desk';
import { DonorsDesk } from './desks/donors.desk';
import { JournalDesk } from './desks/journal.desk';
import { Probe } from './desks/probe';
import { ProjectsDesk } from './desks/projects.desk';
import { CITY, DONOR, type World } from './desks/world';
import { FaultPlayer } from './fault-player';
import { InsistentClient } from './insistent-client';
import { books, Model, total } from './model';
import { Random } from './random';
import { Recoveries } from './recoveries';
import type { Report } from './report';
import { complaintsOf, rebuild, settle } from './settle';
import type { ShakenPlatform } from './shaken-platform';

interface Run {
  minutes: number;
  seed: number;
  /** Faults with this in their names. */
  only?: string;
  /** Told every few seconds how it goes. */
  progress: (sentence: string) => void;
}

const PROGRESS_EVERY_MS = 5_000;

/** Load and faults together, then quiet, then the count of what was accepted against what is there. */
export class Chaos {
  private readonly model = new Model();
  private readonly recoveries = new Recoveries();
  private readonly client: InsistentClient;
  private readonly random: Random;
  private readonly faults: FaultPlayer;
  private readonly started = Date.now();
  private end = Number.POSITIVE_INFINITY;
  private faultsOver = false;
  private readonly world: World;
  private readonly probe: Probe;

  constructor(
    private readonly platform: ShakenPlatform,
    private readonly run: Run,
  ) {
    this.random = new Random(run.seed);
    this.client = new InsistentClient(platform.base, this.model, this.recoveries);
    this.world = {
      client: this.client,
      model: this.model,
      isOver: () => Date.now() > this.end,
      isShown: (of) => this.faultsOver && !this.recoveries.isWaitingFor(of),
    };
    this.probe = new Probe(this.world, this.recoveries);
    this.faults = new FaultPlayer(platform, this.recoveries, this.random.fork());
  }

  async report(): Promise<Report> {
    const bank = new BankDesk(this.world, this.random.fork());
    await this.prepare(bank);
    this.end = Date.now() + this.run.minutes * 60_000;
    const telling = setInterval(() => this.run.progress(this.sentence()), PROGRESS_EVERY_MS);
    try {
      await Promise.all([this.work(bank), this.shake()]);
    } finally {
      clearInterval(telling);
    }
    this.run.progress('Faults and load are over: waiting until everything has arrived');
    return this.judge(await settle(this.client));
  }

  /** What everybody needs, before anything breaks. */
  private async prepare(bank: BankDesk): Promise<void> {
    const { client, model } = this;
    await ownResources(client);
    await donor(client, DONOR);
    await bank.open();
    await city(client, CITY.code, CITY.name, CITY.country);
    model.expect(
      'preparation',
      ...['AIMF', DONOR].map((subject) => ({ event: 'contributions.donor-registered', subject })),
      {
        ...{ book: 'contributions', kind: 'agreement-signed' },
        ...{ account: 'pledge:AIMF-GENERAL', cents: 100_000_000n },
      },
      { event: 'disbursements.city-registered', subject: CITY.code },
      { event: 'emergency-fund.placement-opened', subject: ACCOUNT.code },
    );
    await this.openPlacement();
  }

  private async openPlacement(): Promise<void> {
    const path = '/api/emergency-fund/placements';
    await this.client.as('finance-officer').post(path, {
      ...{ code: ACCOUNT.code, account: ACCOUNT.code, pool: 'EUR', currency: 'EUR' },
      ...{ dayCount: 'ACT/360', capitalisation: 'QUARTERLY', openedOn: '2026-01-01' },
    });
    const rate = { from: '2026-01-01', rate: '3.00' };
    const { id }: Body = await this.client.as('finance-officer').post(`${path}/${ACCOUNT.code}/rates`, rate);
    await this.client.as('finance-controller').post(`${path}/${ACCOUNT.code}/rates/${id}/confirm`);
  }

  private async shake(): Promise<void> {
    await this.unsurprised(this.faults.play(this.world.isOver, this.run.only));
    this.faultsOver = true;
  }

  /** Everybody finishes what he has begun: the faults are over by then. */
  private async work(bank: BankDesk): Promise<void> {
    const { world, random } = this;
    const desks = [
      ...books.map((book) => new JournalDesk(world, book, random.fork())),
      new DonorsDesk(world, bank, random.fork()),
      ...['N', 'S'].map((name) => new ProjectsDesk(world, bank, random.fork(), name)),
      new AidDesk(world, bank, random.fork()),
      this.probe,
    ];
    let paid = false;
    const clock = new ClockDesk(world, random.fork()).work(() => paid);
    const banking = bank.work();
    for (const work of [clock, banking]) work.catch(() => undefined);
    await Promise.all(desks.map((desk) => this.unsurprised(desk.work())));
    await this.unsurprised(bank.close(banking));
    paid = true;
    await this.unsurprised(clock);
  }

  /** What ends somebody's work is part of the report, and ends the run: the others finish what they have begun. */
  private async unsurprised(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.model.surprises.push(String(error));
      this.end = Math.min(this.end, Date.now());
    }
  }

  private async judge(settled: boolean): Promise<Report> {
    const { client, model, recoveries } = this;
    const integrity: Body = await client.get('auditor', '/api/reporting/integrity');
    const told = { effects: model.effects, derivedKinds: ['interest-accrued', 'interest-restated'] };
    const findings = check(told, await readTransactions(client), await readEvents(client));
    return {
      seed: this.run.seed,
      minutes: this.run.minutes,
      eventLog: this.platform.hasKafka ? 'kafka' : 'embedded',
      seconds: Math.round((Date.now() - this.started) / 1_000),
      settled,
      faults: Object.fromEntries(this.faults.played),
      daysTurned: model.daysTurned,
      accepted: Object.fromEntries(services.map((service) => [service, model.accepted.get(service) ?? 0])),
      retried: Object.fromEntries(model.retries),
      refused: Object.fromEntries(model.refusals),
      surprises: model.surprises,
      findings,
      integrity: complaintsOf(integrity),
      transactions: integrity.books.map(({ book, transactions }: Body) => ({ book, transactions })),
      differentBalances: await differentBalances(client),
      rebuild: await rebuild(client),
      recoveries: recoveries.byWhom,
      neverRecovered: recoveries.missing,
      delays: summary(this.probe.delays),
      endedAlone: Object.fromEntries(this.platform.endedAlone),
    };
  }

  private sentence(): string {
    const left = Math.max(0, Math.round((this.end - Date.now()) / 1_000));
    const { model, faults } = this;
    const parts = [
      `${String(Math.floor(left / 60)).padStart(2, '0')}:${String(left % 60).padStart(2, '0')} left`,
      `${model.acceptedInAll} accepted`,
      `${total(model.retries)} sent again`,
      `${total(faults.played)} faults`,
      ...(faults.doing ? [faults.doing] : []),
    ];
    return parts.join(' · ');
  }
}

function summary(delays: readonly number[]): Report['delays'] {
  const sorted = [...delays].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, longest: sorted.at(-1) ?? 0 };
}
