import { ApiProperty } from '@nestjs/swagger';
import type { FollowUp, MissionStatus } from './mission';
import { FindingDto, followUps, NewRecommendationDto, TeamMemberDto } from './missions.dto';

export class FindingViewDto extends FindingDto {
  @ApiProperty()
  title: string;

  @ApiProperty()
  state: string;
}

export class RecommendationViewDto extends NewRecommendationDto {
  @ApiProperty()
  number: number;

  @ApiProperty({ enum: followUps })
  status: FollowUp;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ type: String, nullable: true })
  followedOn: string | null;

  @ApiProperty({ type: String, nullable: true })
  followedBy: string | null;

  @ApiProperty()
  overdue: boolean;
}

export class PhotoDto {
  @ApiProperty()
  document: string;

  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty()
  caption: string;

  @ApiProperty()
  place: string;

  @ApiProperty()
  takenOn: string;

  @ApiProperty({ type: String, nullable: true })
  latitude: string | null;

  @ApiProperty({ type: String, nullable: true })
  longitude: string | null;

  @ApiProperty()
  addedBy: string;
}

export class MissionDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  from: string;

  @ApiProperty()
  to: string;

  @ApiProperty()
  place: string;

  @ApiProperty()
  purpose: string;

  @ApiProperty({ enum: ['PLANNED', 'REPORTED'] })
  status: MissionStatus;

  @ApiProperty({ type: String, nullable: true })
  basis: string | null;

  @ApiProperty({ type: [String], description: 'Codes of the projects seen' })
  projects: string[];

  @ApiProperty({ description: 'Recommendations not seen to yet' })
  openRecommendations: number;

  @ApiProperty()
  overdueRecommendations: number;

  @ApiProperty()
  version: number;
}

export class MissionViewDto extends MissionDto {
  @ApiProperty({ type: [TeamMemberDto] })
  team: TeamMemberDto[];

  @ApiProperty({ type: [FindingViewDto] })
  findings: FindingViewDto[];

  @ApiProperty({ type: [RecommendationViewDto] })
  recommendations: RecommendationViewDto[];

  @ApiProperty({ type: [PhotoDto] })
  photos: PhotoDto[];

  @ApiProperty()
  createdBy: string;

  @ApiProperty({ type: String, nullable: true, description: 'Who saved it last' })
  changedBy: string | null;

  @ApiProperty({ type: Date, nullable: true })
  changedAt: Date | null;

  @ApiProperty({ type: String, nullable: true })
  reportedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  reportedOn: string | null;
}
