// For developers: see services/analytics/playtime.ts.
import { analyticsEndpoint } from '../analytics-endpoint.ts';

export const getAnalyticsPlaytime = analyticsEndpoint('playtime');
