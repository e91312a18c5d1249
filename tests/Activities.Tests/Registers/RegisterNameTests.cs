using System.Text;
using LienThong.Activities.Tests.Chain;

namespace LienThong.Activities.Tests.Registers;

public sealed class RegisterNameTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_register_is_found_by_its_name_however_it_was_typed()
    {
        var first = await office.RegisterAsync(Letters.Incoming with { RegisterName = "  Sổ mật ".Normalize(NormalizationForm.FormD), OpenRegisterIfMissing = true });
        var second = await office.RegisterAsync(Letters.Incoming with { Number = "452", RegisterName = "Sổ mật", OpenRegisterIfMissing = true });

        (first.ArrivalNumber, second.ArrivalNumber).ShouldBe((1, 2));
    }
}
