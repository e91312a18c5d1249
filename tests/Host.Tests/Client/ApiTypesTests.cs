using LienThong.Host.CommandLine;

namespace LienThong.Host.Tests.Client;

[Collection(SharedApp.Name)]
public sealed class ApiTypesTests(LienThongApp app)
{
    [Fact]
    public async Task The_description_from_which_the_clients_types_are_made_is_that_of_this_api()
    {
        var now = await ApiDescriptionCommand.DescribeAsync(app.Services, CancellationToken.None);

        var kept = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src/Host/ClientApp/openapi.json"));

        (kept.ReplaceLineEndings("\n") == now).ShouldBeTrue(
            "src/Host/ClientApp/openapi.json is stale. Run: dotnet run --project src/Host -- api-description --output src/Host/ClientApp/openapi.json");
    }
}
