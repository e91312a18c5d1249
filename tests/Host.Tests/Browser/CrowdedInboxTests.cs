using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>The inbox of a leader for whom thousands of documents wait. He heads an agency that no other test looks into.</summary>
[Collection(BrowserTests.Name)]
public sealed class CrowdedInboxTests(BrowserTests browser) : IDisposable
{
    private const string Clerk = "van-thu1.vp.stttt@example.vn";
    private const string Director = "giam-doc1.ld.stttt@example.vn";
    private const string Number = "51873";
    private const int Rows = 5000;

    // To the end as fast as pages come, counting at each frame what is in the list; not for ever, since nothing outside ends a script.
    private const string ScrollToTheEnd = """
        async () => {
          const list = document.querySelector('[data-work]').closest('ul');
          const isAtTheEnd = () => list.lastElementChild.getAttribute('aria-posinset') === list.lastElementChild.getAttribute('aria-setsize');
          const until = performance.now() + 120_000;
          let most = 0;
          while (!isAtTheEnd()) {
            if (performance.now() > until) throw new Error(`The list came only to row ${list.lastElementChild.getAttribute('aria-posinset')}.`);
            list.parentElement.scrollTop = list.parentElement.scrollHeight;
            await new Promise(requestAnimationFrame);
            most = Math.max(most, list.children.length);
          }
          return { most, total: Number(list.lastElementChild.getAttribute('aria-setsize')) };
        }
        """;

    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task Five_thousand_rows_scroll_filter_and_are_decided_with_few_of_them_in_the_page()
    {
        var item = await WaitingAmongThousandsAsync();
        await using var visit = await browser.SignInAsync(Director);
        await visit.GoAsync("/hop-viec");
        await visit.Page.Locator("[data-work]").First.WaitForAsync();

        var scrolled = await visit.Page.EvaluateAsync<JsonElement>(ScrollToTheEnd);
        await visit.ShouldBeAccessibleAsync();

        scrolled.GetProperty("total").GetInt32().ShouldBe(Rows + 1);
        scrolled.GetProperty("most").GetInt32().ShouldBeLessThan(60);

        await visit.Page.GetByLabel("Tìm trong hộp việc").FillAsync(Number);
        await Assertions.Expect(visit.Page.Locator("[data-work]")).ToHaveCountAsync(1);
        await visit.Page.Locator($"[data-work='{item}']").ClickAsync();
        await visit.Page.GetByLabel("Chủ trì: Văn phòng Sở").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Giao xử lý" }).ClickAsync();
        await visit.ToldAsync("Đã bút phê");
        await visit.Page.GetByLabel("Tìm trong hộp việc").FillAsync("");

        await visit.Page.Locator($"[aria-setsize='{Rows}']").First.WaitForAsync();
    }

    public void Dispose() => _chain.Dispose();

    /// <summary>One that can really be decided, and the others as rows only.</summary>
    private async Task<Guid> WaitingAmongThousandsAsync()
    {
        var clerk = await _chain.AsAsync(Clerk);
        var answer = await clerk.PostAsync("/api/incoming-documents", Chain.Registration(Number, [await Chain.UploadedAsync(clerk)]));
        answer.EnsureSuccessStatusCode();
        var item = await _chain.WorkAsync(Director, (await answer.JsonAsync()).GetProperty("dossierId").GetGuid());
        await browser.App.Database.WriteAsync((session, _) =>
        {
            var now = session.Clock.GetUtcNow();
            for (var i = 0; i < Rows; i++)
            {
                var dossier = new Dossier { Id = Guid.CreateVersion7(now), AgencyId = DemoOrganisation.SoTttt, Subject = $"Báo cáo chuyên đề số {i} của các đơn vị trực thuộc", State = DossierState.Open, OpenedAt = now };
                session.Insert(dossier);
                session.Insert(new WorkItem
                {
                    Id = Guid.CreateVersion7(now),
                    AgencyId = dossier.AgencyId,
                    WorkflowInstanceId = $"{dossier.Id:N}",
                    BookmarkId = $"{dossier.Id:N}",
                    ActivityId = "duyet",
                    Kind = "approve",
                    Title = "Duyệt dự thảo",
                    AssigneeId = DemoOrganisation.PersonId("STTTT", null, PositionCodes.Director),
                    State = WorkItemState.Open,
                    CreatedAt = now,
                }.About(dossier));
            }

            return Task.FromResult(true);
        }, CancellationToken.None);
        return item;
    }
}
