package io.skipjack.app.house;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Conditions that ArchUnit has no words for. */
final class HouseConditions {
    private HouseConditions() {}

    static ArchCondition<JavaClass> beFinalWithoutSetters() {
        return new ArchCondition<>("be final and have no setters") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean mutable = type.getMethods().stream()
                        .anyMatch(method -> method.getName().matches("set[A-Z].*"));
                boolean good = type.getModifiers().contains(JavaModifier.FINAL) && !mutable;
                events.add(new SimpleConditionEvent(type, good, type.getName() + " is open or has setters"));
            }
        };
    }

    /** A framework's method may declare nothing narrower than Exception; then its caller can catch nothing narrower. */
    static ArchCondition<JavaClass> notCatchExceptionNeedlessly() {
        return new ArchCondition<>("not catch Exception where something narrower is thrown") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    for (TryCatchBlock block : unit.getTryCatchBlocks()) {
                        boolean good = !catchesException(block) || mustCatchException(block);
                        events.add(new SimpleConditionEvent(
                                type, good, unit.getFullName() + " in " + block.getSourceCodeLocation()));
                    }
                }
            }
        };
    }

    private static boolean catchesException(TryCatchBlock block) {
        return block.getCaughtThrowables().stream().anyMatch(thrown -> thrown.isEquivalentTo(Exception.class));
    }

    private static boolean mustCatchException(TryCatchBlock block) {
        return block.getAccessesContainedInTryBlock().stream()
                .map(access -> access.getTarget())
                .filter(CodeUnitAccessTarget.class::isInstance)
                .map(CodeUnitAccessTarget.class::cast)
                .flatMap(target -> target.getThrowsClause().getTypes().stream())
                .anyMatch(thrown -> thrown.isEquivalentTo(Exception.class));
    }
}
