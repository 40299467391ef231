// For developers: see services/analytics/engagement.ts.
import { analyticsEndpoint } from '../analytics-endpoint.ts';

export const getAnalyticsEngagement = analyticsEndpoint('engagement');
