import { codePattern, IsDay, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FollowUp, MissionStatus } from './mission';

const degrees = /^-?\d{1,3}(\.\d{1,7})?$/;
export const followUps = ['OPEN', 'DONE', 'DROPPED'];

export class TeamMemberDto {
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name: string | null = null;

  @ApiProperty({ description: 'Function in the mission' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  role: string;
}

export class TrancheConditionDto {
  @ApiProperty({ description: 'Number of a tranche not approved yet' })
  @IsInt()
  @Min(1)
  tranche: number;

  @ApiProperty({ description: 'What must be ascertained before it is certified' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  label: string;
}

export class FindingDto {
  @ApiProperty({ description: 'Code or id of the project' })
  @IsString()
  @IsNotEmpty()
  project: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(20_000)
  text: string;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Physical progress, whole percent' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  progress: number | null = null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Delivery as it is hoped for now' })
  @IsOptional()
  @IsDay()
  deliveryOn: string | null = null;

  @ApiPropertyOptional({ default: false, description: 'Suspends the project when the report is given (secretariat)' })
  @IsOptional()
  @IsBoolean()
  suspends: boolean = false;

  @ApiPropertyOptional({ type: TrancheConditionDto, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => TrancheConditionDto)
  condition: TrancheConditionDto | null = null;
}

export class NewRecommendationDto {
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Code or id of a project' })
  @IsOptional()
  @IsString()
  project: string | null = null;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  text: string;

  @ApiProperty({ description: 'Who is to see to it' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  owner: string;

  @ApiProperty()
  @IsDay()
  dueOn: string;
}

export class PlanMissionDto {
  @ApiPropertyOptional({ example: 'BJ-2025-09' })
  @IsOptional()
  @Matches(codePattern)
  code?: string;

  @ApiProperty({ example: '2025-09-15' })
  @IsDay()
  from: string;

  @ApiProperty({ example: '2025-09-19' })
  @IsDay()
  to: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  place: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  purpose: string;

  @ApiPropertyOptional({ type: [TeamMemberDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => TeamMemberDto)
  team?: TeamMemberDto[];

  @ApiPropertyOptional({ type: [FindingDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => FindingDto)
  findings?: FindingDto[];

  @ApiPropertyOptional({ type: [NewRecommendationDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NewRecommendationDto)
  recommendations?: NewRecommendationDto[];

  @ApiPropertyOptional({ description: 'SEED, PUBLIC_WEB or ILLUSTRATIVE, where it is an example' })
  @IsOptional()
  @IsString()
  basis?: string;
}

/** What is given replaces what was there; recommendations are replaced as a whole. */
export class AmendMissionDto extends PartialType(OmitType(PlanMissionDto, ['code', 'basis'])) {}

export class ReportMissionDto {
  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class FollowUpDto {
  @ApiProperty({ enum: followUps })
  @IsIn(followUps)
  status: FollowUp;

  @ApiPropertyOptional({ description: 'What was done, or why nothing will be' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  note?: string;
}

/** Fields sent with a photo, before the file. */
export class PhotoFieldsDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  caption: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  place: string;

  @IsDay()
  takenOn: string;

  @IsOptional()
  @IsString()
  project?: string;

  @IsOptional()
  @Matches(degrees)
  latitude?: string;

  @IsOptional()
  @Matches(degrees)
  longitude?: string;
}

export class MissionsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only missions that saw this project' })
  @IsOptional()
  @IsString()
  project?: string;

  @ApiPropertyOptional({ enum: ['PLANNED', 'REPORTED'] })
  @IsOptional()
  @IsIn(['PLANNED', 'REPORTED'])
  status?: MissionStatus;
}
