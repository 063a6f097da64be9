import { type Actor, BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { checkOwnCity } from '../projects/own-city';
import { ProjectsService } from '../projects/projects.service';
import type { Origin } from '../rules/origin';
import { TranchesService } from '../tranches/tranches.service';
import { checkConversion } from './conversion';
import type { ConvertTrancheDto } from './conversions.dto';
import { LocalUses } from './local-uses.service';

/** What cities' banks give in local currency for the tranches they are paid. */
@Injectable()
export class Conversions {
  constructor(
    private readonly tranches: TranchesService,
    private readonly projects: ProjectsService,
    private readonly localUses: LocalUses,
    private readonly clock: BusinessClock,
  ) {}

  /** Said, or said again, until the first expense in local currency is valued with it. */
  async record(
    tx: EntityManager,
    reference: string,
    { local, on, source, document }: ConvertTrancheDto,
    { actor, origin }: { actor: Actor; origin: Origin },
  ): Promise<void> {
    const { tranche, project } = await this.tranches.lock(tx, reference);
    checkOwnCity(actor, project);
    const { spent } = await this.localUses.of(tx, { tranche, project }, ['ACCEPTED', 'SUBMITTED']);
    const conversion = { local: { amount: local.amount, currency: local.currency }, on, source, document };
    checkConversion(conversion, {
      ...{ tranche: tranche.code, status: tranche.status, projectState: project.state, paidOn: tranche.paidOn },
      ...{ localCurrency: project.dossier.localCurrency, used: spent?.isPositive() ?? false },
      today: await this.clock.today(tx),
    });
    Object.assign(tranche, { conversion, version: tranche.version + 1 });
    await tx.save(tranche);
    const details = { tranche: tranche.code, local: conversion.local, source };
    await this.projects.record(tx, project, { kind: 'CONVERSION', effectiveDate: on, details }, origin);
  }
}
