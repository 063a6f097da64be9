import { Money, type MoneyJson } from '@abonde/money';
import { type Actor, BusinessClock, notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { changesBetween } from '../projects/changes';
import type { HistoryLineDto } from '../projects/project-view.dto';
import { ProjectViews } from '../projects/project-views.service';
import { ProjectsService } from '../projects/projects.service';
import { TrancheViews } from '../tranches/tranche-views.service';
import { AgreementAmendment, AgreementSignature } from './agreement-amendment.entity';
import { agreementAmendmentPdf } from './agreement-amendment.pdf';
import { AgreementStates } from './agreement-states.service';
import { cityAgreement, type Vote } from './city-agreement.pdf';
import type { CityAgreementDto, SignatureDto } from './city-agreements.dto';

interface Printed {
  name: string;
  content: Buffer;
}

/** The agreement that a project's city signs, and its amendments: read and printed. */
@Injectable()
export class CityAgreements {
  constructor(
    private readonly projects: ProjectsService,
    private readonly views: ProjectViews,
    private readonly tranches: TrancheViews,
    private readonly states: AgreementStates,
    private readonly clock: BusinessClock,
    private readonly dataSource: DataSource,
  ) {}

  async get(reference: string, actor: Actor): Promise<CityAgreementDto> {
    const tx = this.dataSource.manager;
    const { code, id: projectId } = await this.views.get(reference, actor);
    const { state, signedOn } = await this.states.of(tx, await this.projects.find(tx, code));
    const signatures = await tx.findBy(AgreementSignature, { projectId });
    const amendments = await tx.find(AgreementAmendment, { where: { projectId }, order: { number: 'ASC' } });
    return {
      ...{ project: code, state, signedOn, signatures: signaturesOf(signatures, 0) },
      amendments: amendments.map(({ projectId: _, changes, before, ...amendment }) => ({
        ...amendment,
        changes: changesBetween(before, changes),
        signatures: signaturesOf(signatures, amendment.number),
      })),
    };
  }

  /** A draft until it is signed, and says so. */
  async document(reference: string, actor: Actor): Promise<Printed> {
    const project = await this.views.get(reference, actor);
    const { items: tranches } = await this.tranches.ofProject(reference, actor);
    const { signedOn, amendments } = await this.get(reference, actor);
    const content = await cityAgreement({
      ...{ project, tranches, signedOn },
      amendments: amendments.flatMap(({ number, reason, inForceOn }) =>
        inForceOn === null ? [] : [{ number, reason, inForceOn }],
      ),
      votes: project.history.flatMap(voteOf),
      printedOn: await this.clock.today(),
    });
    return { name: `convention-${project.code}.pdf`, content };
  }

  async amendmentDocument(reference: string, number: number, actor: Actor): Promise<Printed> {
    const project = await this.views.get(reference, actor);
    const { signedOn } = await this.get(reference, actor);
    const where = { projectId: project.id, number };
    const amendment = await this.dataSource.manager.findOneBy(AgreementAmendment, where);
    if (!amendment) throw notFound('amendment', `${project.code}/${number}`);
    const signatures = await this.dataSource.manager.findBy(AgreementSignature, where);
    const by = (party: string) => signatures.find((signature) => signature.party === party)?.signatory ?? null;
    const { reason, changes, before, inForceOn } = amendment;
    const content = await agreementAmendmentPdf({
      ...{ project, number, reason, changes, before, inForceOn, signedOn },
      signatories: { city: by('CITY'), association: by('ASSOCIATION') },
      printedOn: await this.clock.today(),
    });
    return { name: `avenant-${number}-${project.code}.pdf`, content };
  }
}

function signaturesOf(signatures: readonly AgreementSignature[], number: number): SignatureDto[] {
  return signatures
    .filter((signature) => signature.number === number)
    .map(({ party, signatory, signedOn, document }) => ({ party, signatory, signedOn, document }));
}

function voteOf({ kind, effectiveDate, details }: HistoryLineDto): Vote[] {
  if (kind !== 'VOTE') return [];
  const { session, attributed } = details as { session: string; attributed: MoneyJson };
  const amount = Money.of(attributed);
  return amount.isPositive() ? [{ session, date: effectiveDate, attributed: amount }] : [];
}
