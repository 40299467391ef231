// For developers: see services/analytics/completion.ts.
import { analyticsEndpoint } from '../analytics-endpoint.ts';

export const getAnalyticsCompletion = analyticsEndpoint('completion');
