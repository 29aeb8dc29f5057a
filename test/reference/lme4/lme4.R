# What components.csv and pupils.csv were computed from (R 4.2.2, lme4, REML). Sustaining Effects: data-samples/sustaining-effects,
# t = -2.5 … 2.5 for Year 1 … Year 6. Junior School Project: R package faraway, data set jsp, t = 0, 1, 2 for Junior 1 … 3.
library(lme4)
m <- lmer(y ~ t + (1 + t | id), data = d, REML = TRUE, control = lmerControl(optCtrl = list(maxfun = 1e5)))
REMLcrit(m); VarCorr(m); fixef(m); ranef(m, condVar = TRUE)
