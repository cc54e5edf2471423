package io.skipjack.provider.ec2;

/** What both ways of launching need: where to put an instance, what it is made from, and what became of it before. */
record LaunchNeeds(Networks networks, LaunchTemplates templates, LaunchedBefore before) {}
