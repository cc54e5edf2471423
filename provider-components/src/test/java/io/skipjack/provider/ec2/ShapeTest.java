package io.skipjack.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.GpuDeviceInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

class ShapeTest {
    private static InstanceTypeInfo.Builder type(String name, GpuDeviceInfo gpu) {
        return InstanceTypeInfo.builder()
                .instanceType(name)
                .bareMetal(false)
                .vCpuInfo(cpu -> cpu.defaultVCpus(4))
                .processorInfo(cpu -> cpu.supportedArchitectures(ArchitectureType.X86_64))
                .gpuInfo(info -> info.gpus(gpu));
    }

    private static GpuDeviceInfo gpu(String name, int count, int memory) {
        return GpuDeviceInfo.builder()
                .name(name)
                .manufacturer("NVIDIA")
                .count(count)
                .memoryInfo(size -> size.sizeInMiB(memory))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "g4dn.xlarge, T4, 1, 16384, T4",
        "g5.12xlarge, A10G, 4, 22888, A10G",
        "g6.xlarge, L4, 1, 22888, L4",
        "g6e.xlarge, L40S, 1, 45776, L40S",
        "p4d.24xlarge, A100, 8, 40960, A100_40GB",
        "p4de.24xlarge, A100, 8, 81920, A100_80GB",
        "p5.4xlarge, H100, 1, 81920, H100",
        "p5en.48xlarge, H200, 8, 144384, H200",
        "p6-b200.48xlarge, B200, 8, 183359, B200",
        "g7e.4xlarge, RTX PRO Server 6000, 1, 97887, RTX_PRO_6000",
    })
    void callsGpusAsDeploymentsDo(String name, String ec2, int count, int memory, String gpu) {
        assertThat(Shape.of(type(name, gpu(ec2, count, memory)).build())).isEqualTo(new Shape(name, gpu, count, 4));
    }

    @Test
    void leavesOutWhatTheImageCannotUse() {
        GpuDeviceInfo slice = gpu("L4", 1, 2_861);
        GpuDeviceInfo whole = gpu("T4g", 1, 16_384);
        GpuDeviceInfo other = GpuDeviceInfo.builder()
                .name("Radeon Pro V520")
                .manufacturer("AMD")
                .count(1)
                .build();
        assertThat(Shape.of(type("g6f.large", slice).build())).isNull();
        assertThat(Shape.of(type("g4ad.xlarge", other).build())).isNull();
        assertThat(Shape.of(type("g5g.xlarge", whole)
                        .processorInfo(cpu -> cpu.supportedArchitectures(ArchitectureType.ARM64))
                        .build()))
                .isNull();
        assertThat(Shape.of(
                        type("g4dn.metal", gpu("T4", 8, 16_384)).bareMetal(true).build()))
                .isNull();
        assertThat(Shape.of(InstanceTypeInfo.builder().instanceType("m5.large").build()))
                .isNull();
    }
}
