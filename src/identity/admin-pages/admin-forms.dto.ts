import { EnumField } from '../../platform/http/fields/fields.js';

const PERIODS = ['7', '30', '90'] as const;

export class OverviewPageQuery {
  @EnumField(PERIODS, { default: '30' })
  days: (typeof PERIODS)[number];
}
