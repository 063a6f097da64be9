import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import { STATEMENTS } from './invariant-statements';

class FaultDto {
  @ApiProperty({ type: Number, nullable: true }) number: number | null;
  @ApiProperty({ type: String, nullable: true }) transaction: string | null;
  @ApiProperty() reason: string;
}
class WitnessDto {
  @ApiProperty() transactions: number;
  @ApiProperty() head: string;
}
class BookCheckDto {
  @ApiProperty() book: string;
  @ApiProperty() transactions: number;
  @ApiProperty() head: string;
  @ApiProperty() verified: boolean;
  @ApiProperty() verifiedAt: string;
  @ApiProperty({ type: FaultDto, nullable: true }) firstBad: FaultDto | null;
  @ApiProperty({ type: WitnessDto }) witness: WitnessDto;
  @ApiProperty() behind: number;
}
class InFlightDto {
  @ApiProperty({ type: String, nullable: true }) transfer: string | null;
  @ApiProperty() transaction: string;
  @ApiProperty() book: string;
  @ApiProperty() account: string;
  @ApiProperty({ type: MoneyDto }) eur: MoneyDto;
  @ApiProperty() accountingDate: string;
  @ApiProperty() postedAt: string;
  @ApiProperty() ageSeconds: number;
  @ApiProperty() overdue: boolean;
  @ApiProperty() entries: string;
}
class ClearingSideDto {
  @ApiProperty() book: string;
  @ApiProperty() account: string;
  @ApiProperty() entries: string;
}
class DifferentDto {
  @ApiProperty() transfer: string;
  @ApiProperty({ type: MoneyDto }) eur: MoneyDto;
  @ApiProperty() entries: string;
}
class ClearingPairDto {
  @ApiProperty({ example: 'treasury-contributions' }) pair: string;
  @ApiProperty({ type: MoneyDto }) difference: MoneyDto;
  @ApiProperty({ type: [DifferentDto] }) different: DifferentDto[];
  @ApiProperty({ type: MoneyDto }) balance: MoneyDto;
  @ApiProperty({ type: [InFlightDto] }) inFlight: InFlightDto[];
  @ApiProperty({ type: [ClearingSideDto] }) sides: ClearingSideDto[];
}
class TermDto extends MoneyDto {
  @ApiProperty() entries: string;
}
class HeldDto extends TermDto {
  @ApiProperty({ type: MoneyDto }) bank: MoneyDto;
  @ApiProperty({ type: MoneyDto }) inFlight: MoneyDto;
}
class ConservationDto {
  @ApiProperty({ type: TermDto }) opening: TermDto;
  @ApiProperty({ type: TermDto }) received: TermDto;
  @ApiProperty({ type: TermDto }) interest: TermDto;
  @ApiProperty({ type: TermDto }) recovered: TermDto;
  @ApiProperty({ type: TermDto }) otherIncome: TermDto;
  @ApiProperty({ type: TermDto }) exchangeGain: TermDto;
  @ApiProperty({ type: HeldDto }) held: HeldDto;
  @ApiProperty({ type: TermDto }) paid: TermDto;
  @ApiProperty({ type: TermDto }) refunded: TermDto;
  @ApiProperty({ type: TermDto }) charges: TermDto;
  @ApiProperty({ type: TermDto }) exchangeLoss: TermDto;
  @ApiProperty({ type: MoneyDto }) difference: MoneyDto;
}
class RuleInWordsDto {
  @ApiProperty() fr: string;
  @ApiProperty() en: string;
}
class ViolationDto {
  @ApiProperty({ description: 'names what breaks the rule' }) what: string;
  @ApiProperty({ description: 'link that lists its entries' }) entries: string;
}
class InvariantDto {
  @ApiProperty({ minimum: 1, maximum: 12 }) number: number;
  @ApiProperty({ enum: Object.keys(STATEMENTS) }) code: string;
  @ApiProperty({ type: RuleInWordsDto }) statement: RuleInWordsDto;
  @ApiProperty() ok: boolean;
  @ApiProperty({ type: 'object', additionalProperties: true }) figures: Record<string, unknown>;
  @ApiProperty({ type: [ViolationDto] }) violations: ViolationDto[];
}
class ShortfallDto {
  @ApiProperty() book: string;
  @ApiProperty() account: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() since: string;
  @ApiProperty() entries: string;
}
class DeadLettersDto {
  @ApiProperty() service: string;
  @ApiProperty({ type: Number, nullable: true }) count: number | null;
}
class TopicLagDto {
  @ApiProperty() topic: string;
  @ApiProperty() behind: number;
}
class LagDto {
  @ApiProperty({ type: Number, nullable: true, description: 'null when the log can’t be asked' }) events: number | null;
  @ApiProperty({ type: [TopicLagDto] }) topics: TopicLagDto[];
  @ApiProperty({ type: String, nullable: true, description: 'why the lag is unknown' }) reason: string | null;
}

export class IntegrityDto {
  @ApiProperty() ok: boolean;
  @ApiProperty() checkedAt: string;
  @ApiProperty({ type: [BookCheckDto] }) books: BookCheckDto[];
  @ApiProperty({ type: [ClearingPairDto] }) clearing: ClearingPairDto[];
  @ApiProperty({ type: ConservationDto }) conservation: ConservationDto;
  @ApiProperty({ type: [InvariantDto] }) invariants: InvariantDto[];
  @ApiProperty({ type: [ShortfallDto] }) shortfalls: ShortfallDto[];
  @ApiProperty({ type: [DeadLettersDto] }) deadLetters: DeadLettersDto[];
  @ApiProperty({ type: LagDto }) lag: LagDto;
}
