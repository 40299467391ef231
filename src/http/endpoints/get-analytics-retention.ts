// For developers: see services/analytics/retention.ts.
import { analyticsEndpoint } from '../analytics-endpoint.ts';

export const getAnalyticsRetention = analyticsEndpoint('retention');
